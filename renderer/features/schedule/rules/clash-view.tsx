/** A day whose rules cannot hold together: the smallest set that clashes, and what would make the day possible. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlanFailure } from "../../../../shared/contract/scheduling.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { WeekProblem } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { ErrorState } from "../../../ui/states.tsx";
import { screenName, useTitle } from "../words.ts";
import { ruleWords } from "./rule-words.ts";
import classes from "./rules.module.css";

type Clash = Extract<PlanFailure, { type: "RulesClash" }>;
type Relaxation = Clash["relaxations"][number];

interface ClashViewProps {
  readonly clash: Clash;
  readonly problem: WeekProblem;
  readonly onRetry: () => void;
}

export const ClashView = ({ clash, problem, onRetry }: ClashViewProps) => {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const titleOf = useTitle(problem.candidates);
  const words = ruleWords(t, format, {
    film: titleOf,
    screen: (screen) => screenName(problem.house, screen),
    venue: String,
  });
  const relax = async ({ to }: Relaxation): Promise<void> => {
    try {
      const { rules } = await unwrap(data.listRules({ venue: problem.house.venue }));
      const of = rules.find(({ rule }) => rule.id === to.id)?.venue ?? problem.house.venue;
      const { changeSet } = await unwrap(data.saveRules({ venue: of, rules: [to] }));
      await refreshLibrary(queries);
      const takeBack = async (id: number): Promise<void> => {
        await unwrap(data.undoChangeSet({ id }));
        await refreshLibrary(queries);
      };
      if (changeSet !== null)
        notifications.show({
          message: (
            <>
              {t("clash.changed", { name: words.name(to) })}{" "}
              <Button
                variant="subtle"
                onClick={() => void takeBack(changeSet).catch((error) => setFault(faultOf(error)))}
              >
                {t("clash.undo")}
              </Button>
            </>
          ),
          autoClose: 10_000,
        });
      onRetry();
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <div className={classes.clash} role="alert">
      <strong>{t("clash.title", { day: format.day(clash.date) })}</strong>
      <ul>
        {clash.rules.map(({ rule, of }) => (
          <li key={rule?.id ?? of}>
            {rule
              ? t("clash.rule", {
                  name: words.name(rule),
                  sentence: words.sentence(rule),
                  scope: words.scope(rule.scope),
                })
              : t(`clash.${of}`)}
          </li>
        ))}
      </ul>
      <p className={classes.hint}>{t("clash.hint")}</p>
      <div className={classes.ways}>
        {clash.relaxations.map((relaxation) => (
          <Button
            key={`${relaxation.to.id} ${relaxation.change}`}
            variant="default"
            onClick={() => void relax(relaxation)}
          >
            {t(`clash.changes.${relaxation.change}`, {
              name: words.name(relaxation.to),
              count: relaxation.by,
            })}
          </Button>
        ))}
      </div>
      {fault && <ErrorState fault={fault} namespace="rules" />}
    </div>
  );
};

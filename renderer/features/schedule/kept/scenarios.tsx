/** Named branches of the week's plan: branch one, open it, compare it with what it came from, make it the plan. */
import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { IconGitBranch, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ScenarioRow } from "../../../../shared/contract/scenarios.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import { type Draft, isSaved } from "../draft/draft.ts";
import { changeSchedule, scheduleState } from "../draft/store.ts";
import type { Worth } from "../draft/valued-days.ts";
import classes from "../schedule.module.css";
import { useDraftDocument } from "./draft-document.ts";

interface ScenariosProps {
  readonly venue: number;
  readonly week: IsoDate;
  /** What a scenario can branch from; null while nothing is in hand, or while it is being valued. */
  readonly inHand: { readonly draft: Draft; readonly worth: Worth } | null;
  readonly onOpen: (scenario: ScenarioRow) => void;
  readonly onPromoted: (plan: string) => void;
  readonly onClose: () => void;
}

/** Keeps the plan in hand under its scenario's name; from then on it is that scenario. */
export const useKeepScenario = () => {
  const { data } = useClients();
  const queries = useQueryClient();
  const documentOf = useDraftDocument();
  return async (draft: Draft, worth: Worth, name: string): Promise<void> => {
    const parent = draft.saved && !draft.scenario && isSaved(draft) ? draft.saved.id : null;
    const { id } = await unwrap(
      data.saveScenario({ name, document: documentOf(draft, worth, name), parent }),
    );
    const held = scheduleState().draft;
    const saved = { id, version: 0, note: name, showings: draft.history.showings };
    if (held) changeSchedule({ draft: { ...held, scenario: { id, name }, saved } });
    await queries.invalidateQueries({ queryKey: ["scenarios"] });
  };
};

export const Scenarios = ({ venue, week, inHand, onOpen, onPromoted, onClose }: ScenariosProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const navigate = useNavigate();
  const { data } = useClients();
  const queries = useQueryClient();
  const keep = useKeepScenario();
  const [name, setName] = useState("");
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = useRead(["scenarios", venue, week], (signal) =>
    data.listScenarios({ venue, week }, { signal }),
  );
  const trying = async (act: () => Promise<void>): Promise<void> => {
    try {
      setFault(null);
      await act();
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  const wanted = name.trim();
  const taken = read.data?.scenarios.some((scenario) => scenario.name === wanted) ?? false;
  const branch = () =>
    trying(async () => {
      if (!inHand) return;
      await keep(inHand.draft, inHand.worth, wanted);
      onClose();
    });
  const promote = ({ id }: ScenarioRow) =>
    trying(async () => {
      const { document } = await unwrap(data.loadScenario({ id }));
      const saved = await unwrap(data.savePlan({ document }));
      await queries.invalidateQueries({ queryKey: ["plans"] });
      onPromoted(saved.id);
    });
  const drop = ({ id }: ScenarioRow) =>
    trying(async () => {
      await unwrap(data.dropScenario({ id }));
      await queries.invalidateQueries({ queryKey: ["scenarios"] });
    });
  return (
    <Dialog title={t("scenarios.title")} width={680} onClose={onClose}>
      <div className={classes.stack}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void branch();
          }}
        >
          <Group align="flex-end" gap="sm">
            <TextInput
              data-autofocus
              className={classes.grow}
              label={t("scenarios.name")}
              description={t("scenarios.nameHint")}
              placeholder={t("scenarios.example")}
              maxLength={120}
              value={name}
              error={taken ? t("scenarios.taken") : undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button
              type="submit"
              leftSection={<IconGitBranch size={14} />}
              disabled={!inHand || wanted === "" || taken}
            >
              {t("scenarios.branch")}
            </Button>
          </Group>
        </form>
        {fault && <ErrorState fault={fault} namespace="schedule" />}
        <ReadState read={read} namespace="schedule">
          {({ scenarios }) =>
            scenarios.length === 0 ? (
              <EmptyState title={t("scenarios.none")}>{t("scenarios.noneHint")}</EmptyState>
            ) : (
              <ul className={classes.versions}>
                {scenarios.map((scenario) => (
                  <li key={scenario.id}>
                    <div className={classes.grow}>
                      <strong>{scenario.name}</strong>{" "}
                      {scenario.id === inHand?.draft.scenario?.id && (
                        <Tag tone="accent">{t("versions.current")}</Tag>
                      )}
                      <p>
                        {t("scenarios.figures", {
                          admissions: format.number(scenario.plan.expectedAdmissions),
                          change: format.signed(
                            scenario.plan.expectedAdmissions - scenario.base.expectedAdmissions,
                          ),
                          saved: format.dateTime(scenario.savedAt),
                        })}
                      </p>
                    </div>
                    <Button
                      variant="default"
                      onClick={() =>
                        void navigate(
                          `/schedule/compare?first=base:${scenario.id}&second=scenario:${scenario.id}`,
                        )
                      }
                    >
                      {t("scenarios.compare")}
                    </Button>
                    <Button variant="default" onClick={() => void promote(scenario)}>
                      {t("scenarios.promote")}
                    </Button>
                    <Button
                      variant="default"
                      aria-label={t("scenarios.openNamed", { name: scenario.name })}
                      onClick={() => onOpen(scenario)}
                    >
                      {t("versions.open")}
                    </Button>
                    <ActionIcon
                      aria-label={t("scenarios.drop", { name: scenario.name })}
                      onClick={() => void drop(scenario)}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </li>
                ))}
              </ul>
            )
          }
        </ReadState>
      </div>
    </Dialog>
  );
};

/** Every override with its reason, and who came nearer: the user or the model. */
import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { KeptOverride } from "../../../shared/contract/overrides.ts";
import type { Venue } from "../../../shared/contract/planning.ts";
import { scoreOf } from "../../../shared/domain/overrides.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { Stat, Stats, Tag } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import classes from "./demand.module.css";
import { useOverrides } from "./use-overrides.ts";

export const Overrides = ({ venue }: { readonly venue: Venue | null }) => {
  const { t } = useTranslation("demand");
  return (
    <ReadState read={useOverrides()} namespace="demand">
      {({ overrides }) => {
        const shown = overrides.filter((each) => venue === null || each.venue === venue.id).reverse();
        return shown.length === 0 ? (
          <EmptyState title={t("overrides.none")}>{t("overrides.noneHint")}</EmptyState>
        ) : (
          <Listed overrides={shown} />
        );
      }}
    </ReadState>
  );
};

const Listed = ({ overrides }: { readonly overrides: readonly KeptOverride[] }) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const queries = useQueryClient();
  const format = useFormat();
  const localName = useLocalName();
  const scored = overrides.map((override) => ({
    override,
    score: scoreOf(override, override.model, override.seen),
  }));
  const scores = scored.flatMap(({ score }) =>
    score && score.model !== null ? { ...score, model: score.model } : [],
  );
  const days = scores.reduce((sum, score) => sum + score.days, 0);
  const mean = (of: "override" | "model"): number =>
    scores.reduce((sum, score) => sum + score[of] * score.days, 0) / Math.max(1, days);
  const nearer = scores.filter((score) => score.override < score.model).length;
  return (
    <div className={classes.stack}>
      {days > 0 && (
        <Stats>
          <Stat
            label={t("overrides.nearer")}
            value={t("overrides.nearerOf", {
              nearer: format.number(nearer),
              all: format.number(scores.length),
            })}
          />
          <Stat
            label={t("overrides.yours")}
            value={format.number(mean("override"), 1)}
            hint={t("overrides.error")}
          />
          <Stat
            label={t("overrides.models")}
            value={format.number(mean("model"), 1)}
            hint={t("overrides.error")}
          />
        </Stats>
      )}
      <Panel title={t("overrides.title")} flush>
        <table className={classes.days} aria-label={t("overrides.title")}>
          <thead>
            <tr>
              {(["film", "when", "value", "reason", "score"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`overrides.columns.${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className={classes.unseen}>{t("holidays.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {scored.map(({ override, score }) => {
              const title = localName(override.title, override.titleZh);
              const model = score?.model ?? null;
              const won = score !== null && model !== null && score.override < model;
              return (
                <tr key={override.id}>
                  <td>
                    <strong>{title}</strong>
                    <div className={classes.hint}>{localName(override.venueName, override.venueNameZh)}</div>
                  </td>
                  <td>
                    {override.from === override.to
                      ? format.day(override.from)
                      : t("forecast.week", { from: format.day(override.from), to: format.day(override.to) })}
                  </td>
                  <td>
                    {t(`overrides.says.${override.kind}`, {
                      value:
                        override.kind === "factor"
                          ? format.plain(override.value)
                          : format.number(override.value),
                    })}
                  </td>
                  <td className={classes.reason} data-selectable>
                    {override.reason}
                  </td>
                  <td>
                    {score === null ? (
                      <span className={classes.hint}>{t("overrides.waiting")}</span>
                    ) : model === null ? (
                      t("overrides.alone", {
                        count: score.days,
                        yours: format.number(score.override, 1),
                      })
                    ) : (
                      <>
                        <Tag tone={won ? "good" : "neutral"}>
                          {t(won ? "overrides.won" : "overrides.lost")}
                        </Tag>{" "}
                        {t("overrides.errors", {
                          count: score.days,
                          yours: format.number(score.override, 1),
                          model: format.number(model, 1),
                        })}
                      </>
                    )}
                  </td>
                  <td>
                    <ActionIcon
                      aria-label={t("overrides.delete", { title })}
                      onClick={() =>
                        void data.deleteOverride({ id: override.id }).then(() => refreshLibrary(queries))
                      }
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Panel>
    </div>
  );
};

/** How well genres, keywords and ratings are told from posters, each judged on posters not learned from, and a button to learn it. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ImageHeadCard } from "../../../shared/contract/images.ts";
import { FigureTable } from "../../charts/table.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import { Benefit } from "./benefit.tsx";
import classes from "./images.module.css";
import { useLabelName } from "./label-words.ts";
import { startHeadRun, useHeadRun } from "./learned-run.ts";

export const Learned = () => {
  const { t } = useTranslation("images");
  const clients = useClients();
  const queries = useQueryClient();
  const { running, progress, cancel, failure } = useHeadRun();
  const read = useRead(["imageHead"], (signal) => clients.data.imageHead({}, { signal }));
  return (
    <div className={classes.scrolled}>
      <p className={classes.how}>{t("learned.hint")}</p>
      {running ? (
        <ProgressBar
          label={t(`learned.phases.${progress?.phase ?? "reading"}`)}
          share={progress?.share ?? null}
          secondsLeft={progress?.secondsLeft ?? null}
          onCancel={cancel}
        />
      ) : (
        <div>
          <Button onClick={() => void startHeadRun(clients, queries, t("learned.work"))}>
            {t(read.data?.card ? "learned.again" : "learned.start")}
          </Button>
        </div>
      )}
      {failure && <ErrorState fault={failure} namespace="images" />}
      <ReadState read={read}>{({ card }) => card && <Report card={card} />}</ReadState>
      <Benefit />
    </div>
  );
};

const Report = ({ card }: { readonly card: ImageHeadCard }) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const labelName = useLabelName();
  const two = (value: number): string => format.number(value, 2);
  const against = (baseline: number): string => t("learned.against", { baseline: two(baseline) });
  return (
    <>
      <Stats>
        <Stat label={t("learned.ap")} value={two(card.macro.ap)} hint={against(card.macro.baselineAp)} />
        <Stat label={t("learned.f1")} value={two(card.macro.f1)} hint={against(card.macro.baselineF1)} />
        <Stat label={t("learned.ece")} value={format.number(card.ece, 3)} />
        <Stat
          label={t("learned.brier")}
          value={format.number(card.brier, 3)}
          hint={t("learned.against", { baseline: format.number(card.baselineBrier, 3) })}
        />
        {card.appeal && (
          <Stat
            label={t("learned.appeal")}
            value={format.percent(card.appeal.r2)}
            hint={t("learned.appealHint", { n: format.number(card.appeal.films) })}
          />
        )}
      </Stats>
      <Panel title={t("learned.report")}>
        <FigureTable
          title={t("learned.labels", { n: format.number(card.posters) })}
          description={t("learned.labelsHint", { folds: card.folds })}
          columns={["label", "support", "ap", "share", "precision", "recall", "f1", "always"].map((each) => ({
            label: t(`learned.columns.${each}`),
          }))}
          rows={card.labels.map((label) => ({
            key: `${label.kind} ${label.name}`,
            cells: [
              labelName(label.kind, label.name),
              format.number(label.support),
              ...[label.ap, label.baselineAp, label.precision, label.recall, label.f1, label.baselineF1].map(
                two,
              ),
            ],
          }))}
        />
      </Panel>
      <Panel>
        <FigureTable
          title={t("learned.ablation")}
          description={t("learned.ablationHint")}
          columns={["using", "ap", "f1", "appeal"].map((each) => ({
            label: t(`learned.ablationColumns.${each}`),
          }))}
          rows={card.ablation.map(({ using, macroAp, macroF1, appealR2 }) => ({
            key: using,
            cells: [
              t(`learned.using.${using}`),
              two(macroAp),
              two(macroF1),
              appealR2 === null ? "–" : format.percent(appealR2),
            ],
          }))}
        />
      </Panel>
    </>
  );
};

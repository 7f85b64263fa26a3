/** A model's card: held-out figures with their intervals in words, and what stands behind them, a section at a time. */
import { Tabs } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { beyondMetrics, listMetrics, shownMetrics } from "../metrics.ts";
import classes from "../models.module.css";
import { Calibration } from "./calibration.tsx";
import { CardFacts } from "./card-facts.tsx";
import { Classification } from "./classification.tsx";
import { useFigureWords } from "./figure-words.ts";
import { Learning } from "./learning.tsx";
import { MetricTable } from "./metric-table.tsx";
import { Parts } from "./parts.tsx";

const sections = ["lists", "calibration", "beyond", "parts", "classes", "learning", "card"] as const;
type Section = (typeof sections)[number];

export const ModelReport = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const [section, setSection] = useState<Section>("lists");
  const { evaluation } = card;
  const content: Readonly<Record<Section, () => ReactNode>> = {
    lists: () => <MetricTable card={card} metrics={listMetrics} title={t("evaluation:lists.title")} />,
    calibration: () => <Calibration card={card} />,
    beyond: () => (
      <MetricTable
        card={card}
        metrics={beyondMetrics}
        title={t("evaluation:beyond.title")}
        description={t("evaluation:beyond.description")}
      />
    ),
    parts: () => (evaluation ? <Parts evaluation={evaluation} /> : t("evaluation:before")),
    classes: () => <Classification card={card} />,
    learning: () => <Learning card={card} />,
    card: () => <CardFacts card={card} />,
  };
  return (
    <div className={classes.stack}>
      {card.forgotten ? (
        <p role="note" className={classes.hint}>
          {t("report.forgotten", { count: card.forgotten })}
        </p>
      ) : null}
      <Panel
        title={t("report.figures", {
          name: t(`names.${card.name}`),
          when: format.dateTime(card.createdAt / 1000),
        })}
      >
        <Headline card={card} />
        {evaluation && <p className={classes.hint}>{t("evaluation:headline")}</p>}
      </Panel>
      <Panel title={t("evaluation:sections.title")}>
        <Tabs value={section} onChange={(next) => next && setSection(next as Section)} keepMounted={false}>
          <Tabs.List>
            {sections.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`evaluation:sections.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={section} pt="md">
            {content[section]()}
          </Tabs.Panel>
        </Tabs>
      </Panel>
    </div>
  );
};

const Headline = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const words = useFigureWords();
  const shown = shownMetrics.flatMap((metric) => {
    const value = card.metrics[metric];
    return typeof value === "number" ? [{ metric, value }] : [];
  });
  return (
    <div className={classes.figures}>
      {shown.map(({ metric, value }) => {
        const interval = card.evaluation?.intervals[metric];
        return (
          <div key={metric}>
            <span className={classes.figureName}>{t(`metrics.${metric}.name`)}</span>
            <span className={classes.figureValue} data-selectable>
              {words.value(metric, value)}
            </span>
            {interval && <span className={classes.figureEnds}>{words.interval(metric, interval)}</span>}
            <span className={classes.hint}>
              {t(`metrics.${metric}.words`, {
                value: words.value(metric, value),
                min: format.number(card.scale.min, 1),
                max: format.number(card.scale.max, 1),
              })}
            </span>
          </div>
        );
      })}
    </div>
  );
};

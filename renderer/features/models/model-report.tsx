/** A model's card: held-out figures in words, liked and not liked, how it learned, what it learned from. */
import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { likedFrom } from "../../../shared/domain/interactions.ts";
import { useFormat } from "../../ui/format.ts";
import { Columns, Facts, Panel } from "../../ui/page.tsx";
import { LossChart } from "./loss-chart.tsx";
import { isShare, shownMetrics } from "./metrics.ts";
import classes from "./models.module.css";

export const ModelReport = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const shown = shownMetrics.filter((metric) => typeof card.metrics[metric] === "number");
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
        <div className={classes.figures}>
          {shown.map((metric) => {
            const value = card.metrics[metric] ?? 0;
            const words = isShare(metric) ? format.percent(value, 1) : format.number(value, 3);
            return (
              <div key={metric}>
                <span className={classes.figureName}>{t(`metrics.${metric}.name`)}</span>
                <span className={classes.figureValue} data-selectable>
                  {words}
                </span>
                <span className={classes.hint}>
                  {t(`metrics.${metric}.words`, {
                    value: words,
                    min: format.number(card.scale.min, 1),
                    max: format.number(card.scale.max, 1),
                  })}
                </span>
              </div>
            );
          })}
        </div>
      </Panel>
      <Columns min={360}>
        <Panel title={t("classes.title")}>
          <Classification card={card} />
          <p className={classes.hint}>
            {t("classes.hint", {
              liked: format.number(likedFrom(card.scale), 1),
              max: format.number(card.scale.max, 1),
              accuracy: format.percent(card.report.accuracy, 1),
            })}
          </p>
        </Panel>
        <Panel title={t("loss.panel")}>
          {card.curve.length > 0 ? <LossChart curve={card.curve} height={190} /> : t("loss.none")}
        </Panel>
      </Columns>
      <Panel title={t("card.title")}>
        <Facts facts={useCardFacts(card)} />
      </Panel>
    </div>
  );
};

const useCardFacts = (card: ModelCard) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  return [
    [
      t("card.split"),
      t("card.splitWords", { split: t(`splits.${card.split}`), holdout: format.percent(card.holdout) }),
    ],
    [t("card.seed"), format.number(card.seed)],
    [t("card.engine"), [t(`engines.names.${card.engine}`), card.device].filter(Boolean).join(" · ")],
    [t("card.duration"), format.duration(card.seconds)],
    [
      t("card.data"),
      t("card.dataWords", {
        training: format.number(card.data.training),
        validation: format.number(card.data.validation),
        test: format.number(card.data.test),
        members: format.number(card.data.members),
        films: format.number(card.data.films),
      }),
    ],
    [t("card.licence"), card.data.licence ?? t("card.noLicence")],
    [
      t("card.parameters"),
      Object.entries(card.params)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    [t("card.fingerprint"), card.data.fingerprint],
    [t("card.id"), card.id],
  ] as const;
};

const rows = ["liked", "notLiked", "micro", "macro", "weighted"] as const;

const Classification = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  return (
    <Table className={classes.classification}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("classes.class")}</Table.Th>
          {(["precision", "recall", "f1", "support"] as const).map((column) => (
            <Table.Th key={column} scope="col" title={t(`classes.words.${column}`)}>
              {t(`classes.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => {
          const { precision, recall, f1, support } = card.report[row];
          return (
            <Table.Tr key={row} data-average={row === "micro" || undefined}>
              <Table.Th scope="row">{t(`classes.rows.${row}`)}</Table.Th>
              <Table.Td>{format.number(precision, 3)}</Table.Td>
              <Table.Td>{format.number(recall, 3)}</Table.Td>
              <Table.Td>{format.number(f1, 3)}</Table.Td>
              <Table.Td>{format.number(support)}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
};

/** Two models side by side: the better figure of each row is marked. */
import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { isShare, lowerIsBetter, shownMetrics } from "./metrics.ts";
import classes from "./models.module.css";

interface CompareProps {
  readonly first: ModelCard;
  readonly second: ModelCard;
}

export const Compare = ({ first, second }: CompareProps) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const cards = [first, second];
  const comparable =
    first.split === second.split &&
    first.holdout === second.holdout &&
    first.seed === second.seed &&
    first.data.fingerprint === second.data.fingerprint;
  return (
    <Panel title={t("compare.title")}>
      <Table className={classes.classification}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("compare.figure")}</Table.Th>
            {cards.map((card) => (
              <Table.Th key={card.id} scope="col">
                {t(`names.${card.name}`)}
                <span className={classes.when}>{format.dateTime(card.createdAt / 1000)}</span>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shownMetrics.map((metric) => {
            const values = cards.map((card) => card.metrics[metric] ?? null);
            if (values.every((value) => value === null)) return null;
            const [a, b] = values;
            const both = typeof a === "number" && typeof b === "number" && a !== b;
            const best = both ? (a < b === lowerIsBetter(metric) ? 0 : 1) : null;
            return (
              <Table.Tr key={metric}>
                <Table.Th scope="row">{t(`metrics.${metric}.name`)}</Table.Th>
                {values.map((value, at) => (
                  <Table.Td key={cards[at]?.id}>
                    {best === at && <Tag tone="good">{t("compare.better")}</Tag>}{" "}
                    {typeof value !== "number"
                      ? t("compare.none")
                      : isShare(metric)
                        ? format.percent(value, 1)
                        : format.number(value, 3)}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
          <Table.Tr>
            <Table.Th scope="row">{t("card.duration")}</Table.Th>
            {cards.map((card) => (
              <Table.Td key={card.id}>{format.duration(card.seconds)}</Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <p className={classes.hint}>{t(comparable ? "compare.same" : "compare.different")}</p>
    </Panel>
  );
};

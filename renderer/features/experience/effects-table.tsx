/** Effects with their intervals: those that can be told from chance first. */
import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Effect, ExperienceReport } from "../../../shared/domain/experience-report.ts";
import { useConditionWords } from "../../ui/condition-words.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import classes from "./experience.module.css";
import { IntervalCells } from "./interval-cells.tsx";

/** Of the effects called real so many may be false. */
export const falseShare = 0.05;

const isReal = ({ q }: Effect): boolean => q <= falseShare;

interface EffectsTableProps {
  readonly effects: readonly Effect[];
  readonly screens: ExperienceReport["screens"];
}

export const EffectsTable = ({ effects, screens }: EffectsTableProps) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const wordsOf = useConditionWords(screens);
  const sorted = [...effects].sort(
    (a, b) => Number(isReal(b)) - Number(isReal(a)) || Math.abs(b.estimate) - Math.abs(a.estimate),
  );
  const reach = Math.max(...effects.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))), 1e-9);
  const outcome = effects[0]?.outcome ?? "rating";
  const figure = (value: number): string =>
    outcome === "rating"
      ? format.signed(value, 2)
      : t("effects.points", { n: format.signed(100 * value, 1) });
  return (
    <Table className={classes.effects}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("effects.condition")}</Table.Th>
          <Table.Th scope="col" colSpan={2}>
            {t(`effects.effect.${outcome}`)}
          </Table.Th>
          <Table.Th scope="col">{t("effects.visits")}</Table.Th>
          <Table.Th scope="col">{t("effects.verdict")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sorted.map((effect) => {
          const { condition, estimate, low, high, visits, evidence } = effect;
          const words = t("effects.words", {
            value: figure(estimate),
            low: figure(low),
            high: figure(high),
          });
          return (
            <Table.Tr key={JSON.stringify(condition)} className={isReal(effect) ? "" : classes.unsure}>
              <Table.Th scope="row">{wordsOf(condition)}</Table.Th>
              <IntervalCells value={estimate} low={low} high={high} reach={reach} words={words} />
              <Table.Td className={classes.count}>{format.number(visits)}</Table.Td>
              <Table.Td>
                {isReal(effect) ? (
                  <Tag tone={evidence === "naturalExperiment" ? "good" : "accent"}>
                    {t(`effects.${evidence}`)}
                  </Tag>
                ) : (
                  t("effects.chance")
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
};

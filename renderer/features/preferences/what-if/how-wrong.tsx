/** How far forecasts of this kind were off, where that is known. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { OpenedWhatIf } from "../../../../shared/contract/what-if.ts";
import { type Format, useFormat } from "../../../ui/format.ts";
import classes from "./what-if.module.css";

export const wrongWords = (
  t: TFunction<"what-if">,
  { record, cold }: OpenedWhatIf,
  format: Format,
): string[] => [
  record
    ? t(record.error < record.usual ? "wrong.better" : "wrong.worse", {
        count: record.films,
        films: format.number(record.films),
        error: format.number(100 * record.error, 1),
        usual: format.number(100 * record.usual, 1),
        covered: format.percent(record.covered),
      })
    : t("wrong.noRecord"),
  cold
    ? t("wrong.ranking", {
        count: cold.ratings,
        ratings: format.number(cold.ratings),
        members: format.number(cold.members),
        ndcg: format.number(cold.ndcg.value, 3),
      })
    : t("wrong.noRanking"),
];

export const HowWrong = ({ opened }: { readonly opened: OpenedWhatIf }) => {
  const { t } = useTranslation("what-if");
  const format = useFormat();
  return (
    <ul className={classes.sentences}>
      {[...wrongWords(t, opened, format), t("wrong.cold")].map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
};

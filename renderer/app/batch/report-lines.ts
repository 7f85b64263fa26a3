/** A classification report as a table of lines. */
import type { EvaluatedTexts } from "../../../shared/contract/texts.ts";

type Report = EvaluatedTexts["report"];
const columns = ["precision", "recall", "f1"] as const;

export const reportLines = ({ classes, micro, macro, weighted }: Report): string[] => {
  const width = Math.max(...Object.keys(classes).map((name) => name.length), "weighted avg".length);
  const line = (name: string, scores: Report["micro"]): string =>
    `${name.padStart(width)}${columns.map((key) => scores[key].toFixed(2).padStart(11)).join("")}${String(scores.support).padStart(10)}`;
  return [
    `${"".padStart(width)}${columns.map((key) => key.padStart(11)).join("")}${"support".padStart(10)}`,
    ...Object.entries(classes).map(([name, scores]) => line(name, scores)),
    line("micro avg", micro),
    line("macro avg", macro),
    line("weighted avg", weighted),
  ];
};

/** A day under more rules or goals, whose rows come last. */
import { type DayProblem, type DayRow, rowsOfChoice, weightOn } from "./day-problem.ts";
import type { RowOfChoices } from "./day-rows.ts";

export const withRows = <Day extends DayProblem>(day: Day, more: readonly RowOfChoices[]): Day => {
  if (more.length === 0) return day;
  const rows: DayRow[] = [...(day.rows ?? [])];
  const of = day.choices.map((choice) => [...rowsOfChoice(choice)]);
  const isWeighed = more.some(({ weights }) => weights) || day.choices.some(({ weights }) => weights);
  const weightsOf = isWeighed
    ? day.choices.map((choice) => rowsOfChoice(choice).map((_, n) => weightOn(choice, n)))
    : null;
  for (const { choices, weights, ...row } of more) {
    for (const [n, j] of choices.entries()) {
      of[j]?.push(rows.length);
      weightsOf?.[j]?.push(weights?.[n] ?? 1);
    }
    rows.push(row);
  }
  const choices = day.choices.map((choice, j) => ({
    ...choice,
    rows: of[j] as number[],
    ...(weightsOf ? { weights: weightsOf[j] as number[] } : {}),
  }));
  return { ...day, rows, choices };
};

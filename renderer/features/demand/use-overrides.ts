import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { KeptOverride } from "../../../shared/contract/overrides.ts";
import { figureOf, overrideOf } from "../../../shared/domain/overrides.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";

export const useOverrides = () => {
  const { data } = useClients();
  return useRead(["overrides"], (signal) => data.listOverrides({}, { signal }));
};

export interface Figure {
  readonly film: number;
  readonly date: string;
  /** The user's, where there is an override; else the model's. */
  readonly expected: number;
  readonly model: number;
  readonly low: number;
  readonly high: number;
  readonly naive: number;
  readonly overridden: boolean;
}

/** Film days with overrides in their places; of several venues together, those of each. */
export const figuresOf = (
  { films, cells }: DayOutlook,
  overrides: readonly KeptOverride[],
): readonly Figure[] => {
  const changes = new Map<string, number>();
  for (const { film, venue, date, expected } of cells) {
    const override = overrideOf(overrides, venue, film, date);
    if (!override) continue;
    const key = `${film} ${date}`;
    changes.set(key, (changes.get(key) ?? 0) + figureOf(override, expected) - expected);
  }
  const inOrder = [...films].sort((a, b) => a.date.localeCompare(b.date));
  return inOrder.map((day) => {
    const change = changes.get(`${day.film} ${day.date}`);
    return {
      ...day,
      model: day.expected,
      expected: day.expected + (change ?? 0),
      overridden: change !== undefined,
    };
  });
};

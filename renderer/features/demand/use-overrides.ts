import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { KeptOverride } from "../../../shared/contract/overrides.ts";
import { overriddenOutlook, overrideOf } from "../../../shared/domain/overrides.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";

export const useOverrides = () => {
  const { data } = useClients();
  return useRead(["overrides"], (signal) => data.listOverrides({}, { signal }));
};

type Forecast<T> = T & {
  /** What the model expects, where the user says otherwise too. */
  readonly model: number;
  readonly overridden: boolean;
};
export type Figure = Forecast<DayOutlook["films"][number]>;
export interface Figures {
  readonly films: readonly Figure[];
  readonly days: readonly Forecast<DayOutlook["days"][number]>[];
}

/** An outlook's days with overrides in their places; of several venues together, those of each. */
export const figuresOf = (outlook: DayOutlook, overrides: readonly KeptOverride[]): Figures => {
  const { films, days } = overriddenOutlook(outlook, overrides);
  const overridden = new Set(
    outlook.cells
      .filter(({ film, venue, date }) => overrideOf(overrides, venue, film, date) !== undefined)
      .flatMap(({ film, date }) => [date, `${film} ${date}`]),
  );
  return {
    films: films
      .map((each, i) => ({
        ...each,
        model: outlook.films[i]?.expected as number,
        overridden: overridden.has(`${each.film} ${each.date}`),
      }))
      .sort((a, b) => a.date.localeCompare(b.date)),
    days: days.map((each, i) => ({
      ...each,
      model: outlook.days[i]?.expected as number,
      overridden: overridden.has(each.date),
    })),
  };
};

/** Units by name, there and back. */
import type { AllocatedUnits } from "../../../shared/domain/allocation-instance.ts";
import type { AllocationModel } from "./model.ts";

/** Fewer contacts than this are none. */
const leastUnits = 1e-6;

export const unitsOf = ({ instance, cells, whole }: AllocationModel, x: Float64Array): AllocatedUnits[] => {
  const { films, channels, weeks, segments } = instance;
  return cells.flatMap(({ film, channel, week, segment }, j) => {
    const units = whole[j] ? Math.round(x[j] as number) : (x[j] as number);
    return units > leastUnits
      ? [
          {
            film: (films[film] as { id: string }).id,
            channel: (channels[channel] as { id: string }).id,
            week: weeks[week] as string,
            segment: segment === null ? null : (segments[segment] as { id: string }).id,
            units,
          },
        ]
      : [];
  });
};

const keyOf = (...ids: readonly (string | null)[]): string => JSON.stringify(ids);

/** Units that no cell of the model takes are left out. */
export const cellsOfUnits = (
  { instance, cells }: AllocationModel,
  allocation: readonly AllocatedUnits[],
): Float64Array => {
  const { films, channels, weeks, segments } = instance;
  const units = new Map(
    allocation.map((row) => [keyOf(row.film, row.channel, row.week, row.segment), row.units]),
  );
  return Float64Array.from(
    cells,
    ({ film, channel, week, segment }) =>
      units.get(
        keyOf(
          (films[film] as { id: string }).id,
          (channels[channel] as { id: string }).id,
          weeks[week] as string,
          segment === null ? null : (segments[segment] as { id: string }).id,
        ),
      ) ?? 0,
  );
};

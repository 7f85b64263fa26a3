/**
 * The best units by simplicial decomposition (von Hohenbalken, Mathematical Programming 13, 1977), Frank-Wolfe with the best mix of all
 * points seen: the tangent at x is solved as a linear programme, its optimum joins the points that are mixed anew (blend.ts).
 *   bound = value(x) + max_y ∇(y − x):  the value is concave, so no units are worth more.
 */
import { blend } from "./blend.ts";
import type { AllocationModel } from "./model.ts";
import type { AllocationProgram } from "./programme.ts";
import { pressureOf, responseTo, slopesAt, worthOfUnits } from "./response.ts";

export interface Climbed {
  readonly x: Float64Array;
  readonly value: number;
  readonly bound: number;
  readonly rowPrices: Float64Array;
}

export interface ClimbLimits {
  /** Share of the bound that may remain. */
  readonly gap: number;
  readonly rounds: number;
  /** Between rounds; true ends it. */
  readonly stop: (value: number, bound: number) => Promise<boolean>;
}

const pointsKept = 40;

/** From `start` (units within all rows) or from the best by the tangent at nothing; null where no units keep the rows. */
export const climb = async (
  model: AllocationModel,
  program: AllocationProgram,
  start: Float64Array | null,
  { gap, rounds, stop }: ClimbLimits,
): Promise<Climbed | null> => {
  let points: { readonly x: Float64Array; readonly pressure: Float64Array; weight: number }[] = [];
  if (start) points = [{ x: start, pressure: pressureOf(model, start), weight: 1 }];
  let pressure = points[0]?.pressure ?? new Float64Array(model.potential.length);
  let bound = Infinity;
  let rowPrices = new Float64Array(model.rows.length);
  for (let round = 0; round < rounds; round++) {
    const response = responseTo(model, pressure);
    const slopes = slopesAt(model, pressure, response);
    const optimum = program.best(worthOfUnits(model, slopes));
    if (!optimum) return null;
    let here = 0;
    for (let i = 0; i < slopes.length; i++) here += (slopes[i] as number) * (pressure[i] as number);
    const told = response.value + optimum.worth - here;
    if (told < bound) {
      bound = told;
      rowPrices = Float64Array.from(optimum.rowPrices);
    }
    if (points.length > 0) {
      if (bound - response.value <= gap * bound) break;
      if (await stop(response.value, bound)) break;
    }
    points.push({
      x: optimum.x,
      pressure: pressureOf(model, optimum.x),
      weight: points.length === 0 ? 1 : 0,
    });
    const mixed = blend(
      model,
      points.map((point) => point.pressure),
      Float64Array.from(points, ({ weight }) => weight),
      gap / 4,
    );
    points.forEach((point, i) => {
      point.weight = mixed.weights[i] as number;
    });
    points = points.filter(({ weight }) => weight > 0).slice(-pointsKept);
    pressure = mixed.pressure;
  }
  const x = new Float64Array(model.cells.length);
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  for (const point of points)
    for (let j = 0; j < x.length; j++)
      x[j] = (x[j] as number) + (point.weight / total) * (point.x[j] as number);
  return { x, value: responseTo(model, pressureOf(model, x)).value, bound, rowPrices };
};

/**
 * What may come of several concepts together: draws of their outcomes, each by its own forecast, with errors that go together as those of the past did
 * (Gaussian copula: Li 2000; factors as in shared-errors.ts). y_is = Q_i(Φ(z_is)), Q_i the quantiles of the forecast.
 */
import type { Concept } from "../../../shared/domain/concept.ts";
import type { Ranged } from "../../../shared/domain/intervals.ts";
import { normalBelow, normalQuantile } from "../../../shared/domain/normal-distribution.ts";
import type { SharedErrors } from "../../../shared/domain/portfolio.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { genreLoads } from "./shared-errors.ts";

/** Nobody knows how they go wrong together. */
export const nothingShared: SharedErrors = {
  all: { value: 0, low: 0, high: 0 },
  genre: { value: 0, low: 0, high: 0 },
  films: 0,
};

const z90 = 1.6449;
/** Quantiles of a share told with its 90 % interval: normal on the scale of log odds. */
export const shareQuantiles = ({ value, low, high }: Ranged): ((share: number) => number) => {
  const logit = (p: number): number => {
    const inside = Math.min(1 - 1e-9, Math.max(1e-9, p));
    return Math.log(inside / (1 - inside));
  };
  const spread = (logit(high) - logit(low)) / (2 * z90);
  return (share) => 1 / (1 + Math.exp(-logit(value) - spread * normalQuantile(share)));
};

/** `quantiles` of each concept; [concept][draw]. The same concept in the same list draws the same under one seed. */
export const drawTogether = (
  concepts: readonly Concept[],
  quantiles: readonly ((share: number) => number)[],
  { all, genre }: SharedErrors,
  draws: number,
  seed: number,
): Float64Array[] => {
  const random = seededRandom(seed);
  const normals = (): Float64Array => Float64Array.from({ length: draws }, () => normal(random));
  const f = normals();
  const loads = concepts.map(({ genres }) => genreLoads(genres));
  const F = new Map(
    [...new Set(loads.flatMap((own) => [...own.keys()]))].sort().map((name) => [name, normals()]),
  );
  return concepts.map((_, i) => {
    const own = loads[i] as ReadonlyMap<string, number>;
    const alone = Math.sqrt(1 - all.value - (own.size > 0 ? genre.value : 0));
    const e = normals();
    const at = quantiles[i] as (share: number) => number;
    return Float64Array.from(e, (each, s) => {
      let shared = 0;
      for (const [name, load] of own) shared += load * ((F.get(name) as Float64Array)[s] as number);
      return at(
        normalBelow(Math.sqrt(all.value) * (f[s] as number) + Math.sqrt(genre.value) * shared + alone * each),
      );
    });
  });
};

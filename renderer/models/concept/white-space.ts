/**
 * What draws attention (draw.ts), and what is made of it:
 *
 *   trend_j = (n_j + ½) / (N + 1) lately over the same before, log-normal with variance 1/(n_j + ½) + 1/(m_j + ½)  (Katz et al. 1978)
 */
import type { ReleasedFilm } from "../../../shared/domain/concept.ts";
import type { Standing, TraitStanding, WhiteSpace } from "../../../shared/domain/white-space.ts";
import { falseDiscoveries } from "../false-discoveries.ts";
import { learnDraw, multipleOf, yearOf } from "./draw.ts";

const lateYears = 5;
const z90 = 1.6449;
export const mostFalse = 0.1;
const rare = 0.1; // of all films: of what more have, there is no lack
/** Too few films to compare traits by. */
export const fewestAttended = 60;

const standingOf = (
  sure: boolean,
  draw: TraitStanding["draw"],
  trend: TraitStanding["trend"],
  lately: number,
): Standing => {
  if (!sure) return "unclear";
  if (draw.value > 1) return trend.low > 1 || lately > rare ? "wanted" : "space";
  return trend.low > 1 ? "crowded" : "unwanted";
};

/** Null where too few films have drawn attention. */
export const whiteSpace = (released: readonly ReleasedFilm[]): WhiteSpace | null => {
  const byMembers = released.filter(({ memberRatings }) => memberRatings > 0).length;
  const byPublic = released.filter(({ voteCount }) => voteCount > 0).length;
  const attention = byMembers >= byPublic ? "members" : "public";
  const drawn = ({ memberRatings, voteCount }: ReleasedFilm): number =>
    attention === "members" ? memberRatings : voteCount;
  const films = released.filter((film) => film.concept.year !== null && drawn(film) > 0);
  if (films.length < fewestAttended) return null;
  const last = films.reduce((latest, film) => Math.max(latest, yearOf(film)), 0);
  const since = last - lateYears + 1;

  const { traits, effects } = learnDraw(films, drawn);
  const late = films.filter((film) => yearOf(film) >= since).length;
  const early = films.length - late;
  const q = falseDiscoveries(effects);
  return {
    attention,
    films: films.length,
    since,
    traits: traits.map(({ field, value, films: own }, j): TraitStanding => {
      const lately = own.filter((n) => yearOf(films[n] as ReleasedFilm) >= since).length;
      const before = own.length - lately;
      const ratio = Math.log((lately + 0.5) / (late + 1) / ((before + 0.5) / (early + 1)));
      const spread = Math.sqrt(1 / (lately + 0.5) + 1 / (before + 0.5));
      const ranged = (log: number, deviation: number) => ({
        value: Math.exp(log),
        low: Math.exp(log - z90 * deviation),
        high: Math.exp(log + z90 * deviation),
      });
      const draw = multipleOf(effects[j] as (typeof effects)[number]);
      const share = lately / Math.max(1, late);
      const trend = ranged(ratio, spread);
      return {
        field,
        value,
        films: own.length,
        draw,
        q: q[j] as number,
        lately: share,
        before: before / Math.max(1, early),
        trend,
        standing: standingOf((q[j] as number) <= mostFalse, draw, trend, share),
      };
    }),
  };
};

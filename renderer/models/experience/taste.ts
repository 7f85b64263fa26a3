/**
 * How much a member was going to like a film, as other ratings tell: each rating is foretold by a matrix factorisation (factor-descent.ts)
 * that has seen neither it nor the others of its fold, so that what a visit did to a rating cannot hide in its own forecast
 * (cross-fitting: Chernozhukov et al. 2018).
 */
import type { Ratings } from "../../../shared/domain/interactions.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { descend, type Factors, type Penalties, startSide, type Visits } from "../factor-descent.ts";

const folds = 5;
const k = 10;
const epochs = 20;
const η = 0.05;
const λ = 1;
const λb = 0.6;
const ρ = 0.5;
const atOnce = 20_000;

type Known = Pick<Ratings, "member" | "film" | "value">;

const weightsOf = (indices: Int32Array, count: number): Float32Array => {
  const n = new Float32Array(count);
  for (const index of indices) n[index] = (n[index] as number) + 1;
  return n.map((ratings) => Math.max(1, ratings) ** (ρ - 1));
};

/** Foretold ratings, in the order of the rows. */
export const foretoldRatings = async (
  { member, film, value }: Known,
  members: number,
  films: number,
  seed: number,
  step: (share: number) => Promise<void>,
): Promise<Float64Array> => {
  const random = seededRandom(seed);
  const foldOf = Uint8Array.from(member, () => Math.floor(random() * folds));
  const foretold = new Float64Array(value.length);
  for (let fold = 0; fold < folds; fold++) {
    const rows = shuffle(
      Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold),
      random,
    );
    const μ = rows.reduce((sum, row) => sum + (value[row] as number), 0) / Math.max(1, rows.length);
    const factors: Factors = {
      members: startSide(members, k, random),
      films: startSide(films, k, random),
    };
    const visits: Visits = {
      member: rows.map((row) => member[row] as number),
      film: rows.map((row) => film[row] as number),
      x: Float32Array.from(rows, (row) => (value[row] as number) - μ),
    };
    const penalties: Penalties = {
      λ,
      λb,
      memberWeight: weightsOf(visits.member, members),
      filmWeight: weightsOf(visits.film, films),
    };
    for (let epoch = 0; epoch < epochs; epoch++)
      for (let from = 0; from < rows.length; from += atOnce) {
        descend(factors, visits, penalties, η, from, Math.min(rows.length, from + atOnce));
        await step((fold + (epoch + from / rows.length) / epochs) / folds);
      }
    for (const [row, its] of foldOf.entries()) {
      if (its !== fold) continue;
      const u = member[row] as number;
      const i = film[row] as number;
      let r̂ = μ + (factors.members.bias[u] as number) + (factors.films.bias[i] as number);
      for (let f = 0; f < k; f++)
        r̂ += (factors.members.vectors[u * k + f] as number) * (factors.films.vectors[i * k + f] as number);
      foretold[row] = r̂;
    }
  }
  return foretold;
};

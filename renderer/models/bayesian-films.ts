/**
 * Films folded into a fitted Bayesian factor model by the ratings there are now, as members are: symbols as in bayesian-model.ts. Given a
 * draw's members, known by their other films alone (θ_u = (P_u, b_u)), a film's x_i = (Q_i, c_i) has the exact posterior N(x̂, A⁻¹):
 *   A = Λ + α Σ_{u ∈ M} p_u p_uᵀ,   A x̂ = Λ m + α Σ_u p_u (r_u − w − b_u),   p_u = (P_u, 1),
 * m = (μ_q, what its traits say of c), Λ⁻¹ = diag(σ²). Each draw of the model gets one draw of it, by perturbing the right side (Papandreou & Yuille
 * 2010, Gaussian sampling by local perturbations): A x = A x̂ + Λ^½ z₀ + √α Σ_u p_u z_u, z ~ N(0, I).
 *
 * A model that was trained some weeks ago, or judged on the latest ratings, knows of a new film what its traits say; the library knows more.
 */
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { type BayesianModel, type FilmDraw, foldMember } from "./bayesian-model.ts";
import { factorise, solveFactorised } from "./linear-algebra.ts";
import { type Histories, historyOf, withoutFilms } from "./model.ts";
import { effectsOn } from "./traits.ts";

/** Raters of a film who are enough to tell how it stands. */
const mostRaters = 2000;

/** Of one film in one draw: A and A x̂, with the perturbation in it. */
interface Normal {
  readonly A: Float64Array;
  readonly right: Float64Array;
}

const priorOf = ({ μq, σ2 }: FilmDraw, k: number, c: number, random: () => number): Normal => {
  const d = k + 1;
  const A = new Float64Array(d * d);
  const right = new Float64Array(d);
  for (let f = 0; f < d; f++) {
    const λ = 1 / (σ2[f] as number);
    A[f * d + f] = λ;
    right[f] = λ * (f < k ? (μq[f] as number) : c) + Math.sqrt(λ) * normal(random);
  }
  return { A, right };
};

/** Throws what `breathe` throws: it is called between two members. */
export const foldFilms = async (
  model: BayesianModel,
  histories: Histories,
  films: readonly number[],
  breathe: () => Promise<void>,
): Promise<BayesianModel> => {
  const { k, catalogue, effects } = model;
  const d = k + 1;
  const random = seededRandom(films.length);
  const asked = new Set(films);
  const raters = new Map<number, number[]>(films.map((film) => [film, []]));
  for (let u = 0; u < histories.start.length - 1; u++)
    for (const film of historyOf(histories, u).films) raters.get(film)?.push(u);
  const filmsOf = new Map<number, number[]>();
  for (const [film, all] of raters) {
    const stride = Math.max(1, Math.ceil(all.length / mostRaters));
    for (let n = 0; n < all.length; n += stride) {
      const u = all[n] as number;
      filmsOf.set(u, [...(filmsOf.get(u) ?? []), film]);
    }
  }
  const systems = new Map(
    films.map((film) => {
      const c = effectsOn(effects, catalogue.traits, film).reduce((sum, { effect }) => sum + effect, 0);
      return [film, model.draws.map((draw) => priorOf(draw, k, c, random))];
    }),
  );
  for (const [u, own] of filmsOf) {
    await breathe();
    const history = historyOf(histories, u);
    const member = foldMember(model, withoutFilms(history, asked));
    for (const film of own) {
      const r = history.ratings[history.films.indexOf(film)] as number;
      for (const [s, { A, right }] of (systems.get(film) as Normal[]).entries()) {
        const { w, α } = model.draws[s] as FilmDraw;
        const { θ } = member.draws[s] as { readonly θ: Float64Array };
        const e = α * (r - w - (θ[k] as number)) + Math.sqrt(α) * normal(random);
        for (let f = 0; f < d; f++) {
          const p = f < k ? (θ[f] as number) : 1;
          right[f] = (right[f] as number) + p * e;
          for (let g = 0; g <= f; g++)
            A[f * d + g] = (A[f * d + g] as number) + α * p * (g < k ? (θ[g] as number) : 1);
        }
      }
    }
  }
  const ratings = model.ratings.slice();
  const draws = model.draws.map((draw) => ({ ...draw, c: draw.c.slice(), Q: draw.Q.slice() }));
  for (const film of films) {
    const count = (raters.get(film) as number[]).length;
    if (count === 0) continue;
    ratings[film] = count;
    for (const [s, { A, right }] of (systems.get(film) as Normal[]).entries()) {
      const x = solveFactorised(factorise(A, d), d, right);
      const draw = draws[s] as FilmDraw;
      draw.Q.set(x.subarray(0, k), film * k);
      draw.c[film] = x[k] as number;
    }
  }
  return { ...model, ratings, draws };
};

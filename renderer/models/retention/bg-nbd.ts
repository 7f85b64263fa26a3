/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers" the easy way, Marketing Science 24, eq. 6 and 10):
 *
 *   visits while with the house: Poisson at rate λ ~ Γ(r, α); after each visit the member leaves with probability p ~ Beta(a, b)
 *   L(r, α, a, b | x, t_x, T) = A_1 A_2 (A_3 + [x > 0] A_4)
 *     A_1 = Γ(r + x) α^r / Γ(r),   A_2 = Γ(a + b) Γ(b + x) / (Γ(b) Γ(a + b + x)),
 *     A_3 = (α + T)^−(r + x),      A_4 = a / (b + x − 1) (α + t_x)^−(r + x)
 *   P(alive) = 1 / (1 + [x > 0] a / (b + x − 1) ((α + T) / (α + t_x))^(r + x))
 *   E[Y(t)] = P(alive) (a + b + x − 1) / (a − 1) (1 − ((α + T) / (α + T + t))^(r + x) ₂F₁(r + x, b + x; a + b + x − 1; t / (α + T + t)))
 *
 * Symbols: x repeat visits, t_x time of the last one, T time watched, both since the first visit; t time ahead. Time is the house's: a week
 * counts as many as the season h makes of it, so that a quiet August is no sign of leaving. The sum ₂F₁ takes 1 / (a − 1) along: near
 * a = 1 both are large and cancel, so E[Y(t)] is instead the integral over τ < t of E[λ (still there at τ)], by Gauss-Legendre:
 *   E[Y(t)] = P(alive) ∫_0^t (r + x) (α + T)^(r+x) / (α + T + τ)^(r+x+1) ₂F₁(r + x + 1, b + x; a + b + x; τ / (α + T + τ)) dτ
 */
import { logGamma } from "./gamma-function.ts";
import { leastOf } from "./nelder-mead.ts";

export interface Summaries {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
}
export interface BgNbd {
  readonly r: number;
  readonly α: number;
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
}
type Parameters = Omit<BgNbd, "logLikelihood">;

const logLikelihood = ({ x, tx, T }: Summaries, { r, α, a, b }: Parameters): number => {
  let sum = x.length * (r * Math.log(α) - logGamma(r) + logGamma(a + b) - logGamma(b));
  for (let i = 0; i < x.length; i++) {
    const n = x[i] as number;
    const stayed = -(r + n) * Math.log(α + (T[i] as number));
    const left =
      n > 0
        ? Math.log(a / (b + n - 1)) - (r + n) * Math.log(α + (tx[i] as number))
        : Number.NEGATIVE_INFINITY;
    const most = Math.max(stayed, left);
    sum += logGamma(r + n) + logGamma(b + n) - logGamma(a + b + n);
    sum += most + Math.log(Math.exp(stayed - most) + Math.exp(left - most));
  }
  return sum;
};

/** Maximum likelihood over the logarithms of r, α, a, b. */
export const fitBgNbd = (data: Summaries): BgNbd => {
  const of = ([r, α, a, b]: readonly number[]): Parameters => ({
    r: Math.exp(r as number),
    α: Math.exp(α as number),
    a: Math.exp(a as number),
    b: Math.exp(b as number),
  });
  const visits = data.x.reduce((sum, n) => sum + n, 0);
  const time = data.T.reduce((sum, t) => sum + t, 0);
  const start = [0, Math.log(Math.max(1e-3, time / Math.max(1, visits))), Math.log(0.5), Math.log(5)];
  const { at, value } = leastOf((point) => -logLikelihood(data, of(point)), start);
  return { ...of(at), logLikelihood: -value };
};

export const bgNbdAlive = ({ r, α, a, b }: Parameters, x: number, tx: number, T: number): number =>
  x === 0 ? 1 : 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((α + T) / (α + tx))));

/** ₂F₁(p, q; s; z) for 0 <= z < 1 by its series. */
const hypergeometric = (p: number, q: number, s: number, z: number): number => {
  let [sum, term] = [1, 1];
  for (let n = 0; n < 2000 && term > 1e-10 * sum; n++) {
    term *= (((p + n) * (q + n)) / ((s + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
};

const nodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
const shares = [
  0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
];

/** E[Y(t)]: visits expected in the time t ahead. */
export const bgNbdExpected = (
  { r, α, a, b }: Parameters,
  { x, tx, T, t }: { readonly x: number; readonly tx: number; readonly T: number; readonly t: number },
): number => {
  let sum = 0;
  for (const [n, node] of nodes.entries()) {
    const τ = (t / 2) * (1 + node);
    const ahead = α + T + τ;
    sum +=
      (((shares[n] as number) * t) / 2) *
      ((r + x) / ahead) *
      Math.exp((r + x) * Math.log((α + T) / ahead)) *
      hypergeometric(r + x + 1, b + x, a + b + x, τ / ahead);
  }
  return bgNbdAlive({ r, α, a, b }, x, tx, T) * sum;
};

/**
 * Exact Shapley values of a forest's answer (Lundberg, Erion & Lee 2018, algorithm 2): what is not known of a film follows the training rows, so that the
 * worth of a set of features is the tree's answer with the other splits averaged by cover. The values add up to the answer less its mean.
 */
import type { Forest } from "./forest.ts";

/** The features met on the way to a node: shares of ways that pass with the feature unknown and known, and the weights of all subset sizes. */
interface Path {
  readonly feature: number[];
  readonly unknown: number[];
  readonly known: number[];
  readonly weight: number[];
}

const extended = (path: Path, unknown: number, known: number, feature: number): Path => {
  const l = path.feature.length;
  const next = {
    feature: [...path.feature, feature],
    unknown: [...path.unknown, unknown],
    known: [...path.known, known],
    weight: [...path.weight, l === 0 ? 1 : 0],
  };
  const { weight } = next;
  for (let i = l - 1; i >= 0; i--) {
    weight[i + 1] = (weight[i + 1] as number) + (known * (weight[i] as number) * (i + 1)) / (l + 1);
    weight[i] = (unknown * (weight[i] as number) * (l - i)) / (l + 1);
  }
  return next;
};

const unwound = (path: Path, at: number): Path => {
  const l = path.feature.length - 1;
  const unknown = path.unknown[at] as number;
  const known = path.known[at] as number;
  const weight = path.weight.slice();
  let next = weight[l] as number;
  for (let j = l - 1; j >= 0; j--) {
    if (known !== 0) {
      const old = weight[j] as number;
      weight[j] = (next * (l + 1)) / ((j + 1) * known);
      next = old - ((weight[j] as number) * unknown * (l - j)) / (l + 1);
    } else weight[j] = ((weight[j] as number) * (l + 1)) / (unknown * (l - j));
  }
  const without = (values: readonly number[]): number[] => values.filter((_, n) => n !== at);
  return {
    feature: without(path.feature),
    unknown: without(path.unknown),
    known: without(path.known),
    weight: weight.slice(0, l),
  };
};

/** The weights of a path without one of its features, summed. */
const unwoundSum = (path: Path, at: number): number =>
  unwound(path, at).weight.reduce((sum, weight) => sum + weight, 0);

/** The mean answer over the rows that the forest grew on, and each feature's value. */
export const forestShapley = (
  forest: Forest,
  x: Float64Array,
): { readonly base: number; readonly parts: Float64Array } => {
  const { roots, feature, threshold, left, right, value, cover } = forest;
  const parts = new Float64Array(x.length);
  const walk = (node: number, path: Path, unknown: number, known: number, from: number): void => {
    const here = extended(path, unknown, known, from);
    const f = feature[node] as number;
    if (f < 0) {
      for (let n = 1; n < here.feature.length; n++) {
        const change = (here.known[n] as number) - (here.unknown[n] as number);
        const at = here.feature[n] as number;
        parts[at] =
          (parts[at] as number) + (unwoundSum(here, n) * change * (value[node] as number)) / roots.length;
      }
      return;
    }
    const met = here.feature.indexOf(f);
    const before =
      met < 0
        ? { path: here, unknown: 1, known: 1 }
        : {
            path: unwound(here, met),
            unknown: here.unknown[met] as number,
            known: here.known[met] as number,
          };
    const goesLeft = (x[f] as number) <= (threshold[node] as number);
    for (const [child, taken] of [
      [left[node] as number, goesLeft],
      [right[node] as number, !goesLeft],
    ] as const)
      walk(
        child,
        before.path,
        (before.unknown * (cover[child] as number)) / (cover[node] as number),
        taken ? before.known : 0,
        f,
      );
  };
  let base = 0;
  for (const root of roots) {
    base += (value[root] as number) / roots.length;
    walk(root, { feature: [], unknown: [], known: [], weight: [] }, 1, 1, -1);
  }
  return { base, parts };
};

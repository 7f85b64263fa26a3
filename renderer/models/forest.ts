/**
 * Random forest (Breiman 2001) of classification trees on binned features: a node sends a row left where x_f <= threshold, the split of greatest gain
 * Σ_side (Σ y)² / n among `tried` features drawn for the node (for y ∈ {0, 1} that is least Gini impurity), found in histograms of bins of equal mass.
 * Each tree grows on rows drawn with replacement; a leaf answers its mean of y; the forest answers the mean over its trees.
 */
import type { Random } from "../../shared/domain/random.ts";

/** Nodes of all trees one after the other; children are places in the same arrays. */
export interface Forest {
  readonly roots: Int32Array;
  readonly feature: Int32Array; // -1 = leaf
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array; // mean of y of the rows that came through
  readonly cover: Float64Array; // rows that came through
}

export interface Growth {
  readonly trees: number;
  readonly depth: number;
  readonly leaf: number; // rows that a leaf holds at least
  readonly tried: number; // features tried at a node
}

const bins = 64;

/** Upper ends of the bins of a feature, ascending; the last bin has none. */
const cutsOf = (values: Float64Array): Float64Array => {
  const sorted = values.slice().sort();
  const cuts = new Set<number>();
  for (let bin = 1; bin < bins; bin++) {
    const at = Math.floor((bin * sorted.length) / bins);
    const value = sorted[Math.min(at, sorted.length - 1)] as number;
    if (value < (sorted.at(-1) as number)) cuts.add(value);
  }
  return Float64Array.from(cuts);
};

const binOf = (cuts: Float64Array, value: number): number => {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (cuts[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** `told` is called after each tree. */
export const growForest = async (
  x: readonly Float64Array[],
  y: Uint8Array,
  { trees, depth, leaf, tried }: Growth,
  random: Random,
  told: (trees: number) => Promise<void>,
): Promise<Forest> => {
  const features = x[0]?.length ?? 0;
  const cuts = Array.from({ length: features }, (_, f) =>
    cutsOf(Float64Array.from(x, (row) => row[f] as number)),
  );
  const codes = cuts.map((ends, f) => Uint8Array.from(x, (row) => binOf(ends, row[f] as number)));
  const nodes: {
    feature: number;
    threshold: number;
    left: number;
    right: number;
    value: number;
    cover: number;
  }[] = [];
  const count = new Float64Array(bins);
  const sum = new Float64Array(bins);

  const bestSplit = (rows: Int32Array, total: number) => {
    let best = { gain: (total * total) / rows.length + 1e-9, feature: -1, bin: 0 };
    for (let n = 0; n < tried; n++) {
      const f = Math.floor(random() * features);
      const code = codes[f] as Uint8Array;
      count.fill(0);
      sum.fill(0);
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at] as number;
        const bin = code[row] as number;
        count[bin] = (count[bin] as number) + 1;
        sum[bin] = (sum[bin] as number) + (y[row] as number);
      }
      let leftCount = 0;
      let leftSum = 0;
      for (let bin = 0; bin < (cuts[f] as Float64Array).length; bin++) {
        leftCount += count[bin] as number;
        leftSum += sum[bin] as number;
        const rightCount = rows.length - leftCount;
        if (leftCount < leaf || rightCount < leaf) continue;
        const gain = leftSum ** 2 / leftCount + (total - leftSum) ** 2 / rightCount;
        if (gain > best.gain) best = { gain, feature: f, bin };
      }
    }
    return best;
  };

  const grow = (rows: Int32Array, level: number): number => {
    let total = 0;
    for (const row of rows) total += y[row] as number;
    const place = nodes.length;
    const node = {
      feature: -1,
      threshold: 0,
      left: -1,
      right: -1,
      value: rows.length === 0 ? 0.5 : total / rows.length,
      cover: rows.length,
    };
    nodes.push(node);
    if (level === depth || rows.length < 2 * leaf || total === 0 || total === rows.length) return place;
    const { feature, bin } = bestSplit(rows, total);
    if (feature < 0) return place;
    const code = codes[feature] as Uint8Array;
    node.feature = feature;
    node.threshold = (cuts[feature] as Float64Array)[bin] as number;
    node.left = grow(
      rows.filter((row) => (code[row] as number) <= bin),
      level + 1,
    );
    node.right = grow(
      rows.filter((row) => (code[row] as number) > bin),
      level + 1,
    );
    return place;
  };

  const roots = new Int32Array(trees);
  for (let tree = 0; tree < trees; tree++) {
    const rows = Int32Array.from({ length: y.length }, () => Math.floor(random() * y.length));
    roots[tree] = grow(rows, 0);
    await told(tree + 1);
  }
  return {
    roots,
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    threshold: Float64Array.from(nodes, ({ threshold }) => threshold),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float64Array.from(nodes, ({ value }) => value),
    cover: Float64Array.from(nodes, ({ cover }) => cover),
  };
};

/** The answers to rows of X, [rows x features]: a node parts its rows into those of its children, without a branch for each. */
export const forestMeans = (
  { roots, feature, threshold, left, right, value }: Forest,
  X: Float64Array,
  features: number,
): Float64Array => {
  const means = new Float64Array(X.length / features);
  const columns = Array.from({ length: features }, (_, f) =>
    means.map((_, row) => X[row * features + f] as number),
  );
  const rows = new Int32Array(means.length);
  const above = new Int32Array(means.length);
  const answer = (node: number, from: number, to: number): void => {
    if (from === to) return;
    const f = feature[node] as number;
    if (f < 0) {
      for (let n = from; n < to; n++)
        means[rows[n] as number] = (means[rows[n] as number] as number) + (value[node] as number);
      return;
    }
    const column = columns[f] as Float64Array;
    const cut = threshold[node] as number;
    let middle = from;
    let others = 0;
    for (let n = from; n < to; n++) {
      const row = rows[n] as number;
      const goesLeft = Number((column[row] as number) <= cut);
      rows[middle] = row;
      above[others] = row;
      middle += goesLeft;
      others += 1 - goesLeft;
    }
    for (let n = 0; n < others; n++) rows[middle + n] = above[n] as number;
    answer(left[node] as number, from, middle);
    answer(right[node] as number, middle, to);
  };
  for (const root of roots) {
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    answer(root, 0, rows.length);
  }
  return means.map((sum) => sum / roots.length);
};

/**
 * k-means: centres c_1..c_k that minimise the sum over points of |x - c_a(x)|^2, a(x) the nearest centre (Lloyd 1982).
 * First centres by k-means++ (Arthur and Vassilvitskii 2007): each next one is a point, drawn with probability
 * proportional to its squared distance to the nearest centre so far. The best of several starts is kept.
 *
 * How well k centres part the points: the mean simplified silhouette (Hruschka, Campello and de Castro 2006),
 * s(x) = (b - a) / max(a, b), a = |x - nearest centre|, b = |x - second nearest|; 1 = far apart, 0 = on the border.
 */
import { type Random, seededRandom } from "../../../shared/domain/random.ts";

/** Row-major: point p is `values[p * width]` to before `values[(p + 1) * width]`. */
export interface Points {
  readonly values: Float32Array;
  readonly width: number;
}
export interface Clustering {
  readonly centres: Float32Array;
  readonly k: number;
  /** Sum of squared distances. */
  readonly spread: number;
  readonly silhouette: number;
}

/** Points between two breaths. */
const rowsAtOnce = 2048;

const rowsIn = ({ values, width }: Points): number => values.length / width;

const distance2 = (
  values: Float32Array,
  at: number,
  centres: Float32Array,
  centre: number,
  width: number,
): number => {
  let sum = 0;
  for (let column = 0; column < width; column++) {
    const difference = (values[at + column] as number) - (centres[centre + column] as number);
    sum += difference * difference;
  }
  return sum;
};

/** The nearest centre of a point and the squared distances to it and to the second nearest. */
export const nearest = (
  points: Points,
  point: number,
  centres: Float32Array,
): [centre: number, first: number, second: number] => {
  const { values, width } = points;
  let best = 0;
  let first = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre < centres.length / width; centre++) {
    const distance = distance2(values, point * width, centres, centre * width, width);
    if (distance < first) {
      second = first;
      first = distance;
      best = centre;
    } else if (distance < second) second = distance;
  }
  return [best, first, second];
};

const firstCentres = (points: Points, k: number, random: Random): Float32Array => {
  const { values, width } = points;
  const rows = rowsIn(points);
  const centres = new Float32Array(k * width);
  const closest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * rows);
  for (let centre = 0; centre < k; centre++) {
    centres.set(values.subarray(chosen * width, (chosen + 1) * width), centre * width);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const distance = distance2(values, row * width, centres, centre * width, width);
      if (distance < (closest[row] as number)) closest[row] = distance;
      total += closest[row] as number;
    }
    let left = random() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row++) {
      left -= closest[row] as number;
      if (left < 0) {
        chosen = row;
        break;
      }
    }
  }
  return centres;
};

/** Moves each centre to the mean of its points; a centre without points stays. Returns the spread before the move. */
const move = async (points: Points, centres: Float32Array, breathe: () => Promise<void>): Promise<number> => {
  const { values, width } = points;
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / width);
  let spread = 0;
  for (let row = 0; row < rowsIn(points); row++) {
    if (row % rowsAtOnce === rowsAtOnce - 1) await breathe();
    const [centre, first] = nearest(points, row, centres);
    spread += first;
    counts[centre] = (counts[centre] as number) + 1;
    for (let column = 0; column < width; column++)
      sums[centre * width + column] =
        (sums[centre * width + column] as number) + (values[row * width + column] as number);
  }
  for (let at = 0; at < sums.length; at++) {
    const count = counts[Math.floor(at / width)] as number;
    if (count > 0) centres[at] = (sums[at] as number) / count;
  }
  return spread;
};

const silhouetteOf = async (
  points: Points,
  centres: Float32Array,
  breathe: () => Promise<void>,
): Promise<number> => {
  const rows = rowsIn(points);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === rowsAtOnce - 1) await breathe();
    const [, first, second] = nearest(points, row, centres);
    const b = Math.sqrt(second);
    sum += b > 0 ? (b - Math.sqrt(first)) / b : 0;
  }
  return rows > 0 ? sum / rows : 0;
};

const starts = 4;
const mostMoves = 40;
/** Moving on gains less than this share of the spread. */
const settled = 1e-4;

/** `breathe` lets other work in. */
export const kMeans = async (
  points: Points,
  k: number,
  seed: number,
  breathe: () => Promise<void>,
): Promise<Clustering> => {
  const random = seededRandom(seed * 1009 + k);
  let best: { readonly centres: Float32Array; readonly spread: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const centres = firstCentres(points, k, random);
    let spread = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < mostMoves; turn++) {
      const now = await move(points, centres, breathe);
      const gained = spread - now;
      spread = now;
      if (gained < settled * now) break;
    }
    if (!best || spread < best.spread) best = { centres, spread };
  }
  const { centres, spread } = best as NonNullable<typeof best>;
  return { centres, k, spread, silhouette: await silhouetteOf(points, centres, breathe) };
};

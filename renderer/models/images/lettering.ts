/**
 * How much of a picture lettering covers, by edges at several scales (after Liu & Samarabandu 2006). Lettering is strokes of one tone on another: along
 * a row its lightness goes up and down again and again by a lot, in rows that lie on each other, and a small window holds two tones and
 * little between. At each scale (the picture halved each time) a window of w x w pixels is lettering where
 *   n = pairs of opposite strong steps a row, |ΔL| ≥ s, is at least `pairs` in the mean of the rows, and
 *   η = σ_B² / σ² ≥ `twoTones`, the share of its variance that two tones explain (Otsu 1979),
 * and such windows count in horizontal runs of `run` or more. What any scale finds is covered, where a place itself spans `ink` in L*.
 */
const w = 8;
const s = 18;
const pairs = 0.9;
const twoTones = 0.72;
const ink = 24;
const run = 3;
const scales = 3;

interface Grey {
  readonly L: Float32Array;
  readonly side: number;
}

const halved = ({ L, side }: Grey): Grey => {
  const half = side >> 1;
  const out = new Float32Array(half * half);
  for (let y = 0; y < half; y++)
    for (let x = 0; x < half; x++) {
      const at = 2 * y * side + 2 * x;
      out[y * half + x] =
        ((L[at] as number) +
          (L[at + 1] as number) +
          (L[at + side] as number) +
          (L[at + side + 1] as number)) /
        4;
    }
  return { L: out, side: half };
};

/** Pairs of opposite strong steps in a row of pixels: strokes. */
const strokesIn = (L: Float32Array, from: number, to: number): number => {
  let strokes = 0;
  let last = 0;
  let low = L[from] as number;
  let high = low;
  for (let at = from + 1; at < to; at++) {
    const value = L[at] as number;
    if (value - low >= s && last !== 1) {
      strokes += last === -1 ? 1 : 0;
      last = 1;
      high = value;
      low = value;
    } else if (high - value >= s && last !== -1) {
      strokes += last === 1 ? 1 : 0;
      last = -1;
      low = value;
      high = value;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return strokes;
};

/** The largest share of variance that a threshold explains. */
const otsu = (values: Float32Array): number => {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const mean = total / n;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  if (variance < 1) return 0;
  let best = 0;
  let below = 0;
  for (let k = 1; k < n; k++) {
    below += sorted[k - 1] as number;
    const between = ((k * (n - k)) / (n * n)) * (below / k - (total - below) / (n - k)) ** 2;
    best = Math.max(best, between);
  }
  return best / variance;
};

const windowsOf = ({ L, side }: Grey): Uint8Array => {
  const cells = Math.floor(side / w);
  const found = new Uint8Array(cells * cells);
  const values = new Float32Array(3 * w * w);
  for (let cy = 0; cy < cells; cy++)
    for (let cx = 0; cx < cells; cx++) {
      // A window looks a window's width to both sides: a letter may be wider than one.
      const x0 = Math.max(0, (cx - 1) * w);
      const x1 = Math.min(side, (cx + 2) * w);
      let strokes = 0;
      let n = 0;
      for (let y = cy * w; y < (cy + 1) * w; y++) {
        strokes += strokesIn(L, y * side + x0, y * side + x1);
        for (let x = x0; x < x1; x++) values[n++] = L[y * side + x] as number;
      }
      if (strokes / w >= pairs * 2 && otsu(values.subarray(0, n)) >= twoTones) found[cy * cells + cx] = 1;
    }
  return runsOf(found, cells);
};

const runsOf = (found: Uint8Array, cells: number): Uint8Array => {
  const kept = new Uint8Array(found.length);
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; ) {
      let end = x;
      while (end < cells && found[y * cells + end] === 1) end++;
      if (end - x >= run) kept.fill(1, y * cells + x, y * cells + end);
      x = end + 1;
    }
  return kept;
};

/** Whether the lightness of a place spans that of ink and ground. */
const inked = ({ L, side }: Grey, cx: number, cy: number): boolean => {
  let [low, high] = [100, 0];
  for (let y = cy * w; y < (cy + 1) * w; y++)
    for (let x = cx * w; x < (cx + 1) * w; x++) {
      const value = L[y * side + x] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return high - low >= ink;
};

/** From the lightness L*, [side x side]: 1 where a place is covered, on a grid of side / 8. */
export const letteringOf = (L: Float32Array, side: number): Uint8Array => {
  const cells = Math.floor(side / w);
  const covered = new Uint8Array(cells * cells);
  const whole: Grey = { L, side };
  let grey = whole;
  for (let scale = 0; scale < scales; scale++) {
    const found = windowsOf(grey);
    const own = Math.floor(grey.side / w);
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++) {
        const [fx, fy] = [x >> scale, y >> scale];
        if (fx < own && fy < own && found[fy * own + fx] === 1 && inked(whole, x, y))
          covered[y * cells + x] = 1;
      }
    grey = halved(grey);
  }
  return covered;
};

/**
 * What a picture looks like, in figures that can be told. From the lightness L* and a*, b* of its pixels (lab.ts) and their luminance Y, 0..1:
 *   brightness     mean L*
 *   contrast       √ mean (Y − Ȳ)², RMS contrast (Peli 1990)
 *   colourfulness  √(σ_rg² + σ_yb²) + 0.3 √(μ_rg² + μ_yb²) with rg = R − G, yb = (R + G) / 2 − B (Hasler & Süsstrunk 2003)
 *   saturation     mean C* = √(a*² + b*²);   warmth  mean b*
 *   edges          share of pixels with |∇L*| ≥ 12, ∇ by Sobel's operator / 8
 *   thirds         share of the weight |∇L*| within 0.12 of a side of the points (⅓ or ⅔, ⅓ or ⅔); an even picture has 0.18
 *   symmetry       1 − Σ|L − L′| / Σ(|L − L̄| + |L′ − L̄|), L′ mirrored left to right; 0 where nothing differs from the mean
 *   balance        1 − |c − (½, ½)| / √½, c the centre of the weight |∇L*| (visual balance by centre of mass, after Arnheim 1954)
 *   text           lettering.ts
 */
import type { LookFeature, PosterLook } from "../../../shared/domain/poster-look.ts";
import { type Lab, labOf, luminance } from "./lab.ts";
import { letteringOf } from "./lettering.ts";
import { paletteOf } from "./palette.ts";

const edge = 12;
const reach = 0.12;
/** The palette is found from every so many pixels a side. */
const stride = 5;

const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n] as number;
  return sum / values.length;
};
const deviation = (values: ArrayLike<number>): number => {
  const mean = meanOf(values);
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += ((values[n] as number) - mean) ** 2;
  return Math.sqrt(sum / values.length);
};

/** |∇L| by Sobel's operator, in L* a pixel; 0 along the border. */
const gradients = (L: Float32Array, side: number): Float32Array => {
  const out = new Float32Array(L.length);
  for (let y = 1; y < side - 1; y++)
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const l = (n: number): number => L[at + n] as number;
      const falling = l(side + 1) - l(-side - 1);
      const rising = l(side - 1) - l(1 - side);
      const gx = falling - rising + 2 * (l(1) - l(-1));
      const gy = falling + rising + 2 * (l(side) - l(-side));
      out[at] = Math.sqrt(gx * gx + gy * gy) / 8;
    }
  return out;
};

const composition = (weight: Float32Array, side: number): { thirds: number; balance: number } => {
  let [sum, near, x̄, ȳ] = [0, 0, 0, 0];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const g = weight[y * side + x] as number;
      if (g === 0) continue;
      const [u, v] = [(x + 0.5) / side, (y + 0.5) / side];
      sum += g;
      x̄ += g * u;
      ȳ += g * v;
      // The nearest of the four points is that of the same quarter.
      const du = u - (u < 0.5 ? 1 : 2) / 3;
      const dv = v - (v < 0.5 ? 1 : 2) / 3;
      if (du * du + dv * dv < reach * reach) near += g;
    }
  if (sum === 0) return { thirds: 0, balance: 1 };
  return { thirds: near / sum, balance: 1 - Math.hypot(x̄ / sum - 0.5, ȳ / sum - 0.5) / Math.SQRT1_2 };
};

const symmetryOf = (L: Float32Array, side: number): number => {
  const mean = meanOf(L);
  let apart = 0;
  let spread = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [one, other] = [L[y * side + x] as number, L[y * side + side - 1 - x] as number];
      apart += Math.abs(one - other);
      spread += Math.abs(one - mean) + Math.abs(other - mean);
    }
  return spread < 1e-6 * L.length ? 0 : 1 - apart / spread;
};

/** Of RGBA, [side x side]. */
export const lookOf = (pixels: Uint8ClampedArray, side: number): PosterLook => {
  const n = side * side;
  const [L, chroma, b] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  const [Y, rg, yb] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  const sample: Lab[] = [];
  const colours: [number, number, number][] = [];
  for (let at = 0; at < n; at++) {
    const red = pixels[4 * at] as number;
    const green = pixels[4 * at + 1] as number;
    const blue = pixels[4 * at + 2] as number;
    const lab = labOf(red, green, blue);
    L[at] = lab[0];
    b[at] = lab[2];
    chroma[at] = Math.sqrt(lab[1] ** 2 + lab[2] ** 2);
    Y[at] = luminance(red, green, blue);
    rg[at] = red - green;
    yb[at] = (red + green) / 2 - blue;
    if (at % stride === 0 && Math.floor(at / side) % stride === 0) {
      sample.push(lab);
      colours.push([red, green, blue]);
    }
  }
  const weight = gradients(L, side);
  const features: Record<LookFeature, number> = {
    brightness: meanOf(L),
    contrast: deviation(Y),
    colourfulness: Math.hypot(deviation(rg), deviation(yb)) + 0.3 * Math.hypot(meanOf(rg), meanOf(yb)),
    saturation: meanOf(chroma),
    warmth: meanOf(b),
    edges: weight.reduce((count, g) => count + (g >= edge ? 1 : 0), 0) / n,
    ...composition(weight, side),
    symmetry: symmetryOf(L, side),
    text: meanOf(letteringOf(L, side)),
  };
  return { features, palette: paletteOf(sample, colours) };
};

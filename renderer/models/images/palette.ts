/**
 * The colours of a picture: k-means (Lloyd 1982) of its pixels in CIELAB, where distance is about what the eye sees. Centres start at the mean and
 * then each at the pixel farthest from those before (Gonzalez 1985), so that a picture has one palette, whoever asks. Centres that the eye
 * would not tell apart (ΔE below 12) become one.
 */
import type { Swatch } from "../../../shared/domain/poster-look.ts";
import { type Lab, nameOfColour } from "./lab.ts";

const centres = 6;
const rounds = 12;
/** ΔE*ab that two areas of one name differ in at least. */
const alike = 12;
/** Less of a picture is no part of its palette. */
const leastShare = 0.02;

interface Area {
  readonly lab: Lab;
  readonly rgb: readonly [number, number, number];
  readonly share: number;
}

const distance = (a: Lab, b: Lab): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
const mean = (rows: readonly (readonly number[])[]): [number, number, number] => {
  const sum: [number, number, number] = [0, 0, 0];
  for (const [x, y, z] of rows as readonly [number, number, number][]) {
    sum[0] += x / rows.length;
    sum[1] += y / rows.length;
    sum[2] += z / rows.length;
  }
  return sum;
};

const nearest = (pixel: Lab, of: readonly Lab[]): number => {
  let best = 0;
  for (let k = 1; k < of.length; k++)
    if (distance(pixel, of[k] as Lab) < distance(pixel, of[best] as Lab)) best = k;
  return best;
};

const start = (pixels: readonly Lab[]): Lab[] => {
  const chosen: Lab[] = [mean(pixels)];
  const far = pixels.map((pixel) => distance(pixel, chosen[0] as Lab));
  while (chosen.length < centres) {
    let most = 0;
    for (let n = 1; n < far.length; n++) if ((far[n] as number) > (far[most] as number)) most = n;
    if ((far[most] as number) < alike) break;
    const next = pixels[most] as Lab;
    chosen.push(next);
    for (const [n, pixel] of pixels.entries()) far[n] = Math.min(far[n] as number, distance(pixel, next));
  }
  return chosen;
};

const joined = (areas: readonly Area[]): Area[] => {
  const kept: Area[] = [];
  for (const area of [...areas].sort((a, b) => b.share - a.share)) {
    const at = kept.findIndex(({ lab }) => Math.sqrt(distance(lab, area.lab)) < alike);
    const same = kept[at];
    if (same) kept[at] = { ...same, share: same.share + area.share };
    else kept.push(area);
  }
  return kept.sort((a, b) => b.share - a.share);
};

const hex = (rgb: readonly number[]): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

/** From pixels as CIELAB with their RGB. */
export const paletteOf = (
  pixels: readonly Lab[],
  rgb: readonly (readonly [number, number, number])[],
): Swatch[] => {
  let of = start(pixels);
  let members: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    members = of.map(() => []);
    for (const [n, pixel] of pixels.entries()) members[nearest(pixel, of)]?.push(n);
    of = of.map((centre, k) => {
      const own = members[k] as number[];
      return own.length === 0 ? centre : mean(own.map((n) => pixels[n] as Lab));
    });
  }
  const areas = of.flatMap((lab, k): Area[] => {
    const own = members[k] as number[];
    if (own.length === 0) return [];
    return [
      { lab, rgb: mean(own.map((n) => rgb[n] as readonly number[])), share: own.length / pixels.length },
    ];
  });
  return joined(areas)
    .filter(({ share }) => share >= leastShare)
    .map(({ lab, rgb: colour, share }) => ({ colour: hex(colour), name: nameOfColour(lab), share }));
};

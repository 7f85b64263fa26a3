/**
 * sRGB to CIE 1976 L*a*b* under D65 (CIE 15:2004): linear light c = ((v + 0.055) / 1.055)^2.4, XYZ = M·c relative to white, f(t) = ∛t above (6/29)³
 * and t / (3 (6/29)²) + 4/29 below it; L* = 116 f(Y) − 16, a* = 500 (f(X) − f(Y)), b* = 200 (f(Y) − f(Z)).
 */
import type { ColourName } from "../../../shared/domain/poster-look.ts";

const δ = 6 / 29;
const linear = Float64Array.from({ length: 256 }, (_, n) => {
  const v = n / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});
const f = (t: number): number => (t > δ ** 3 ? Math.cbrt(t) : t / (3 * δ * δ) + 4 / 29);

/** Relative luminance Y, 0..1. */
export const luminance = (r: number, g: number, b: number): number =>
  0.2126 * (linear[r] as number) + 0.7152 * (linear[g] as number) + 0.0722 * (linear[b] as number);

export type Lab = readonly [L: number, a: number, b: number];

export const labOf = (red: number, green: number, blue: number): Lab => {
  const [r, g, b] = [linear[red] as number, linear[green] as number, linear[blue] as number];
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(luminance(red, green, blue));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** Hue angles in degrees up to which a colour of some chroma bears the name. */
const hues: readonly (readonly [upTo: number, name: ColourName])[] = [
  [20, "pink"],
  [50, "red"],
  [78, "orange"],
  [112, "yellow"],
  [165, "green"],
  [225, "teal"],
  [309, "blue"],
  [330, "purple"],
  [360, "pink"],
];

/** The everyday name of a colour. */
export const nameOfColour = ([L, a, b]: Lab): ColourName => {
  const chroma = Math.hypot(a, b);
  if (L < 14 || (L < 22 && chroma < 14)) return "black";
  if (chroma < 9) return L > 88 ? "white" : L < 30 ? "black" : "grey";
  const hue = (Math.atan2(b, a) * (180 / Math.PI) + 360) % 360;
  if (hue > 40 && hue < 105) {
    if (L > 78 && chroma < 32) return L > 92 && chroma < 14 ? "white" : "beige";
    if (L < 52 && hue > 48) return "brown";
    if (L >= 52 && chroma < 26) return "beige";
  }
  if ((hue < 20 || hue >= 330) && L < 45) return hue < 20 ? "red" : "purple";
  if (hue < 50 && L > 72 && chroma < 40) return "pink";
  return (hues.find(([upTo]) => hue < upTo) as (typeof hues)[number])[1];
};

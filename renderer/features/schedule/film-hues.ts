/** A colour for each film: the golden angle keeps any number of hues apart, and a film keeps its hue as slates change. */
import type { CSSProperties } from "react";

const goldenAngle = 137.508;

export const filmHues = (films: readonly number[]): ReadonlyMap<number, number> =>
  new Map(
    [...films].sort((a, b) => a - b).map((film, at) => [film, Math.round(at * goldenAngle + 20) % 360]),
  );

/** Style sheets read it as `--hue`. */
export const hueStyle = (hue: number): CSSProperties & { readonly "--hue": number } => ({ "--hue": hue });

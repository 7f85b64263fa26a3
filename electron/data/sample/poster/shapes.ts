/** Strokes that the motifs are drawn with. */

/** Draws about the origin in a square of 200: `a` is the body, `b` the detail. */
export type Draw = (a: string, b: string) => string;

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
export const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const circle = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
export const rect = (x: number, y: number, w: number, h: number, fill: string, r = 0): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
export const turned = (angle: number, inner: string): string =>
  `<g transform="rotate(${angle})">${inner}</g>`;
export const around = (n: number, inner: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => turned((360 / n) * i, inner(i))).join("");

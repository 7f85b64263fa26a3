/** What the families of composition share: their brief, their result and the parts they draw with, on 400 x 600. */
import type { Random } from "../../../../shared/domain/random.ts";
import type { TitleBlock } from "./lettering.ts";
import { motifs } from "./motifs.ts";
import type { Palette } from "./palette.ts";

export interface Picture {
  readonly svg: string;
  readonly title: TitleBlock;
  readonly credits: string; // colour of the credit lines at the foot
}

export interface Brief {
  readonly motif: string;
  readonly titleZh: string;
  readonly palette: Palette;
  readonly random: Random;
  /** Prefix of the ids of gradients, unique among posters that share a page. */
  readonly id: string;
}

export type Family = (brief: Brief) => Picture;

export const rect = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`;

export const circle = (x: number, y: number, r: number, fill: string, opacity = 1): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

export const motifAt = (
  motif: string,
  x: number,
  y: number,
  scale: number,
  a: string,
  b: string,
  angle = 0,
): string => {
  const draw = motifs[motif];
  if (!draw) throw new Error(`no drawing of "${motif}"`);
  return `<g transform="translate(${x} ${y}) scale(${scale}) rotate(${angle})">${draw(a, b)}</g>`;
};

export const gradient = (id: string, from: string, to: string): string =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>`;

export const stars = (n: number, height: number, fill: string, random: Random): string =>
  Array.from({ length: n }, () =>
    circle(random() * 400, random() ** 1.3 * height, 0.6 + random() * 1.4, fill, 0.8),
  ).join("");

/** A ridge across the sheet: sums of sines for hills, straight peaks for mountains. */
export const ridge = (y: number, height: number, jagged: boolean, fill: string, random: Random): string => {
  const phase = random() * 6;
  const pitch = 1.4 + random();
  const points = Array.from({ length: jagged ? 9 : 41 }, (_, i) => {
    const x = (i / (jagged ? 8 : 40)) * 400;
    const lift = jagged
      ? (i % 2 ? 0.55 + 0.45 * random() : 0.25 * random()) * height
      : height *
        (0.5 + 0.32 * Math.sin((x / 400) * pitch * 6 + phase) + 0.18 * Math.sin((x / 400) * 13 + phase * 2));
    return `${x.toFixed(0)} ${(y - lift).toFixed(0)}`;
  });
  return `<path d="M0 600L${points.join("L")}L400 600z" fill="${fill}"/>`;
};

/** Ink or paper, whichever stands out from the ground. */
export const readable = (p: Palette, ground: string): string => (luminance(ground) > 0.36 ? p.near : p.light);

/** Relative luminance (WCAG 2.2). */
export const luminance = (colour: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

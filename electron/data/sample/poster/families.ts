/** Ways of composing a poster on 400 x 600: each draws its picture and says where and how the title goes. */

import type { Random } from "../../../../shared/domain/random.ts";
import { pick } from "../chance.ts";
import { sans, serif, type TitleBlock } from "./lettering.ts";
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

const rect = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`;

const circle = (x: number, y: number, r: number, fill: string, opacity = 1): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ""}/>`;

const motifAt = (
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

const gradient = (id: string, from: string, to: string): string =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>`;

const stars = (n: number, height: number, fill: string, random: Random): string =>
  Array.from({ length: n }, () =>
    circle(random() * 400, random() ** 1.3 * height, 0.6 + random() * 1.4, fill, 0.8),
  ).join("");

/** A ridge across the sheet: sums of sines for hills, straight peaks for mountains. */
const ridge = (y: number, height: number, jagged: boolean, fill: string, random: Random): string => {
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

/** Planes of land against the sky; the motif stands on the middle one. */
export const landscape: Family = ({ motif, palette: p, random, id }) => {
  const jagged = random() < 0.5;
  const sunX = 110 + random() * 180;
  const left = random() < 0.5;
  return {
    svg:
      gradient(`${id}s`, p.high, p.low) +
      rect(0, 0, 400, 600, `url(#${id}s)`) +
      circle(sunX, 330, 74, p.light, 0.25) +
      circle(sunX, 330, 54, p.light, 0.9) +
      ridge(410, 90, jagged, p.far, random) +
      ridge(455, 70, jagged && random() < 0.5, p.mid, random) +
      motifAt(motif, left ? 128 : 272, 392, 0.74, p.near, p.accent) +
      ridge(520, 60, false, p.near, random),
    title: {
      x: 200,
      top: 38,
      width: 340,
      height: 150,
      largest: 56,
      capitals: true,
      fill: readable(p, p.high),
      fillZh: readable(p, p.high),
      font: serif,
      anchor: "middle",
    },
    credits: p.light,
  };
};

/** Ink or paper, whichever stands out from the ground. */
const readable = (p: Palette, ground: string): string => (luminance(ground) > 0.36 ? p.near : p.light);

/** Relative luminance (WCAG 2.2). */
const luminance = (colour: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** One great disc behind the motif, in the night. */
export const disc: Family = ({ motif, palette: p, random, id }) => ({
  svg:
    gradient(`${id}d`, p.high, p.near) +
    rect(0, 0, 400, 600, `url(#${id}d)`) +
    stars(70, 420, p.light, random) +
    circle(200, 222, 176, p.low, 0.35) +
    circle(200, 222, 150, random() < 0.5 ? p.accent : p.light) +
    motifAt(motif, 200, 232, 1.12, p.near, random() < 0.5 ? p.low : p.mid) +
    `<path d="M0 430q200 -46 400 0v170h-400z" fill="${p.near}"/>`,
  title: {
    x: 200,
    top: 424,
    width: 344,
    height: 84,
    largest: 46,
    capitals: true,
    fill: p.light,
    fillZh: p.light,
    font: sans,
    anchor: "middle",
  },
  credits: p.light,
});

const tile = (x: number, y: number, s: number, front: string, back: string, random: Random): string => {
  const shape = Math.floor(random() * 6);
  const quarter = [
    `M0 0h${s}a${s} ${s} 0 0 1 -${s} ${s}z`,
    `M${s} 0v${s}a${s} ${s} 0 0 1 -${s} -${s}z`,
    `M0 ${s}v-${s}a${s} ${s} 0 0 1 ${s} ${s}z`,
    `M${s} ${s}h-${s}a${s} ${s} 0 0 1 ${s} -${s}z`,
  ];
  const inner =
    shape < 2
      ? `<path d="${pick(quarter, random)}" fill="${front}"/>`
      : shape === 2
        ? circle(s / 2, s / 2, s / 2, front) + circle(s / 2, s / 2, s / 5, back)
        : shape === 3
          ? `<path d="M0 ${s}L${s} 0V${s}z" fill="${front}"/>`
          : shape === 4
            ? [0, 2, 4].map((k) => rect(0, (k * s) / 6, s, s / 12, front)).join("")
            : `<path d="M0 ${s / 2}a${s / 2} ${s / 2} 0 0 1 ${s} 0z M0 ${s}a${s / 2} ${s / 2} 0 0 1 ${s} 0z" fill="${front}"/>`;
  return `<g transform="translate(${x} ${y})">${rect(0, 0, s, s, back)}${inner}</g>`;
};

/** Geometric tiles with the motif on a large one. */
export const tiles: Family = ({ motif, palette: p, random }) => {
  const column = Math.floor(random() * 3);
  const row = Math.floor(random() * 3);
  const colours = [p.far, p.mid, p.near, p.accent, p.high];
  const parts: string[] = [];
  for (let y = 0; y < 4; y++)
    for (let x = 0; x < 4; x++) {
      const back = pick(colours, random);
      const front = pick(
        [...colours, p.light].filter((colour) => colour !== back),
        random,
      );
      if (x < column || x > column + 1 || y < row || y > row + 1)
        parts.push(tile(x * 100, y * 100, 100, front, back, random));
    }
  parts.push(rect(column * 100, row * 100, 200, 200, p.light));
  parts.push(motifAt(motif, column * 100 + 100, row * 100 + 100, 0.78, p.near, p.accent));
  return {
    svg: rect(0, 0, 400, 600, p.low) + parts.join(""),
    title: {
      x: 28,
      top: 410,
      width: 344,
      height: 92,
      largest: 48,
      capitals: false,
      fill: readable(p, p.low),
      fillZh: readable(p, p.low),
      font: sans,
      anchor: "start",
    },
    credits: readable(p, p.low),
  };
};

/** The Chinese title as architecture, the motif as its seal. */
export const characters: Family = ({ motif, titleZh, palette: p, random }) => {
  const ground = random() < 0.5 ? p.light : p.near;
  const ink = ground === p.light ? p.near : p.light;
  const column = [...titleZh.replace(/[，：]/g, "")];
  const two = column.length > 3;
  const rows = two ? Math.ceil(column.length / 2) : column.length;
  const size = Math.min(two ? 178 : 200, 400 / rows);
  const glyphs = column.map((glyph, i) => {
    const x = two ? (i < rows ? 290 : 100) : 268;
    const y = 20 + size * 0.9 + (i % rows) * size;
    return `<text x="${x}" y="${y.toFixed(0)}" font-family="${serif}" font-size="${size.toFixed(0)}" font-weight="900" text-anchor="middle" fill="${i === column.length - 1 ? p.accent : ink}">${glyph}</text>`;
  });
  return {
    svg:
      rect(0, 0, 400, 600, ground) +
      (two ? "" : rect(0, 0, 130, 440, p.accent) + motifAt(motif, 65, 220, 0.52, ground, ink)) +
      glyphs.join("") +
      (two ? circle(352, 520, 30, p.accent) + motifAt(motif, 352, 520, 0.19, ground, ground) : ""),
    title: {
      x: 28,
      top: 446,
      width: two ? 280 : 344,
      height: 62,
      largest: 34,
      capitals: true,
      fill: ink,
      fillZh: ink,
      font: sans,
      anchor: "start",
    },
    credits: ink,
  };
};

/** Rays from the motif, a band for the title. */
export const rays: Family = ({ motif, palette: p, random }) => {
  const n = 14 + 2 * Math.floor(random() * 4);
  const wedge = (i: number): string => {
    const at = (turn: number): string =>
      `${(200 + 620 * Math.cos(turn)).toFixed(0)} ${(235 + 620 * Math.sin(turn)).toFixed(0)}`;
    const turn = (2 * Math.PI * i) / n;
    return `<path d="M200 235L${at(turn)}L${at(turn + Math.PI / n)}z" fill="${p.low}"/>`;
  };
  return {
    svg:
      rect(0, 0, 400, 600, p.high) +
      Array.from({ length: n }, (_, i) => wedge(i)).join("") +
      circle(200, 235, 138, p.mid) +
      circle(200, 235, 124, p.light) +
      motifAt(motif, 200, 235, 0.92, p.near, p.accent, random() < 0.3 ? -8 : 0) +
      `<path d="M0 420l400 -26v206h-400z" fill="${p.near}"/><path d="M0 412l400 -26v10l-400 26z" fill="${p.accent}"/>`,
    title: {
      x: 200,
      top: 420,
      width: 350,
      height: 92,
      largest: 52,
      capitals: true,
      fill: p.light,
      fillZh: p.light,
      font: sans,
      anchor: "middle",
    },
    credits: p.light,
  };
};

/** A wall of dark windows, one of them lit. */
export const facade: Family = ({ motif, palette: p, random }) => {
  const columns = 4;
  const rows = 5;
  const litColumn = Math.floor(random() * 3);
  const litRow = 1 + Math.floor(random() * 2);
  const parts: string[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      if (x < litColumn || x > litColumn + 1 || y < litRow || y > litRow + 1) {
        const glow = random() < 0.16;
        parts.push(rect(22 + x * 92, 22 + y * 84, 80, 70, glow ? p.low : p.near));
        if (!glow)
          parts.push(`<path d="M${22 + x * 92} ${92 + y * 84}l80 -70v70z" fill="${p.high}" opacity=".35"/>`);
        parts.push(rect(60 + x * 92, 22 + y * 84, 4, 70, p.mid));
      }
  const x = 22 + litColumn * 92;
  const y = 22 + litRow * 84;
  parts.push(rect(x, y, 172, 154, p.accent), motifAt(motif, x + 86, y + 80, 0.66, p.near, p.light));
  return {
    svg: rect(0, 0, 400, 600, p.mid) + parts.join("") + rect(0, 446, 400, 154, p.near),
    title: {
      x: 26,
      top: 450,
      width: 348,
      height: 66,
      largest: 40,
      capitals: false,
      fill: p.light,
      fillZh: p.light,
      font: serif,
      anchor: "start",
    },
    credits: p.light,
  };
};

/** Contour lines that bend about the motif. */
export const contours: Family = ({ motif, palette: p, random }) => {
  const wobble = 8 + random() * 14;
  const lobes = 3 + Math.floor(random() * 4);
  const ring = (i: number): string => {
    const r = 66 + i * 17;
    const points = Array.from({ length: 73 }, (_, k) => {
      const turn = (k / 72) * 2 * Math.PI;
      const at = r + wobble * (i / 8) * Math.sin(lobes * turn + i * 0.35);
      return `${(200 + at * Math.cos(turn)).toFixed(0)} ${(250 + at * Math.sin(turn)).toFixed(0)}`;
    });
    return `<path d="M${points.join("L")}z" fill="none" stroke="${i % 5 === 2 ? p.accent : ink}" stroke-width="${i % 5 === 2 ? 4 : 1.6}" opacity="${(1 - i * 0.032).toFixed(2)}"/>`;
  };
  const ground = random() < 0.5 ? p.high : p.near;
  const ink = readable(p, ground);
  return {
    svg:
      rect(0, 0, 400, 600, ground) +
      Array.from({ length: 22 }, (_, i) => ring(i)).join("") +
      circle(200, 250, 74, ground) +
      motifAt(motif, 200, 250, 0.6, ink, p.accent) +
      rect(0, 448, 400, 152, ground),
    title: {
      x: 200,
      top: 446,
      width: 340,
      height: 72,
      largest: 42,
      capitals: true,
      fill: ink,
      fillZh: ink,
      font: serif,
      anchor: "middle",
    },
    credits: ink,
  };
};

/** Two fields cut aslant, the motif across the cut. */
export const diagonal: Family = ({ motif, palette: p, random }) => {
  const rising = random() < 0.5;
  const cut = rising ? "M0 470L400 250V600H0z" : "M0 250L400 470V600H0z";
  const stripe = rising ? "M0 452L400 232V244L0 464z" : "M0 232L400 452V464L0 244z";
  const ground = luminance(p.high) > luminance(p.low) ? p.low : p.high;
  return {
    svg:
      rect(0, 0, 400, 600, ground) +
      `<path d="${cut}" fill="${p.near}"/><path d="${stripe}" fill="${p.accent}"/>` +
      motifAt(
        motif,
        rising ? 262 : 138,
        336,
        1.16,
        readable(p, p.near) === p.light ? p.light : p.accent,
        p.accent,
        rising ? -14 : 14,
      ),
    title: {
      x: 28,
      top: 30,
      width: 344,
      height: 150,
      largest: 60,
      capitals: true,
      fill: readable(p, ground),
      fillZh: readable(p, ground),
      font: sans,
      anchor: "start",
    },
    credits: p.light,
  };
};

/** Much air, one thing, its long shadow. */
export const quiet: Family = ({ motif, palette: p, random }) => {
  const x = 130 + random() * 140;
  const ground = p.low;
  const ink = readable(p, ground);
  return {
    svg:
      rect(0, 0, 400, 600, ground) +
      rect(0, 372, 400, 228, p.high) +
      `<path d="M${(x - 30).toFixed(0)} 372h60l150 228h-150z" fill="${p.far}" opacity=".55"/>` +
      circle(x + (random() < 0.5 ? 70 : -70), 180, 30, p.accent) +
      motifAt(motif, Math.round(x), 306, 0.66, ink, p.accent),
    title: {
      x: 28,
      top: 28,
      width: 300,
      height: 108,
      largest: 38,
      capitals: false,
      fill: ink,
      fillZh: ink,
      font: serif,
      anchor: "start",
    },
    credits: readable(p, p.high),
  };
};

/** Round hills, confetti and a large friend. */
export const playroom: Family = ({ motif, palette: p, random }) => {
  const confetti = Array.from({ length: 34 }, () =>
    circle(random() * 400, random() * 360, 2.5 + random() * 6, pick([p.accent, p.light, p.far], random), 0.9),
  ).join("");
  return {
    svg:
      rect(0, 0, 400, 600, p.high) +
      circle(200, 250, 210, p.low, 0.55) +
      confetti +
      circle(70, 470, 170, p.far) +
      circle(330, 490, 190, p.mid) +
      motifAt(motif, 200, 262, 1.36, p.near, p.light, random() < 0.5 ? -6 : 6) +
      `<path d="M0 440q100 -50 200 0t200 0v160h-400z" fill="${p.near}"/>`,
    title: {
      x: 200,
      top: 440,
      width: 340,
      height: 76,
      largest: 44,
      capitals: false,
      fill: p.light,
      fillZh: p.accent,
      font: sans,
      anchor: "middle",
    },
    credits: p.light,
  };
};

/** The same thing many times, and once not. */
export const pattern: Family = ({ motif, palette: p, random }) => {
  const odd = Math.floor(random() * 16);
  const ground = p.low;
  const ink = readable(p, ground);
  const parts = Array.from({ length: 16 }, (_, i) => {
    const x = 50 + (i % 4) * 100;
    const y = 50 + Math.floor(i / 4) * 104;
    const back = (i + Math.floor(i / 4)) % 2 ? p.low : p.high;
    return (
      rect(x - 50, y - 50, 100, 104, i === odd ? p.accent : back) +
      motifAt(
        motif,
        x,
        y,
        0.36,
        i === odd ? p.light : readable(p, back),
        i === odd ? p.near : p.accent,
        i === odd ? 180 : 0,
      )
    );
  });
  return {
    svg: rect(0, 0, 400, 600, ground) + parts.join("") + rect(0, 416, 400, 184, ground),
    title: {
      x: 28,
      top: 424,
      width: 344,
      height: 84,
      largest: 46,
      capitals: true,
      fill: ink,
      fillZh: ink,
      font: sans,
      anchor: "start",
    },
    credits: ink,
  };
};

/** Compositions of shape, line and letter. */

import type { Random } from "../../../../shared/domain/random.ts";
import { pick } from "../chance.ts";
import { circle, type Family, motifAt, readable, rect } from "./drawing.ts";
import { sans, serif } from "./lettering.ts";

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

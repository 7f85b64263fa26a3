/** Compositions that show a place. */
import { pick } from "../chance.ts";
import {
  circle,
  type Family,
  gradient,
  luminance,
  motifAt,
  readable,
  rect,
  ridge,
  stars,
} from "./drawing.ts";
import { sans, serif } from "./lettering.ts";

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

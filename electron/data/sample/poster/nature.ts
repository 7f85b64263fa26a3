/** Sky, land and water. */
import { around, circle, type Draw, line, path, rect } from "./shapes.ts";

const wave: Draw = (a, b) =>
  [-40, 0, 40].map((y, i) => line(`M-100 ${y}q25 -34 50 0t50 0t50 0t50 0`, i === 1 ? b : a, 13)).join("");
const flower: Draw = (a, b) =>
  rect(-4, 10, 8, 90, b) +
  path("M0 90q44 -8 50 -50q-46 4 -50 50z", b) +
  `<g transform="translate(0 -30)">${around(8, () => path("M0 -6q-24 -34 0 -62q24 28 0 62z", a))}${circle(0, 0, 17, b)}</g>`;
const planet: Draw = (a, b) =>
  circle(0, 0, 62, a) +
  `<g transform="rotate(-20)"><ellipse cx="0" cy="0" rx="104" ry="22" fill="none" stroke="${b}" stroke-width="9"/>` +
  path("M-62 0a62 62 0 0 1 124 0q-62 -20 -124 0z", a) +
  "</g>";
const mountain: Draw = (a, b) =>
  path("M-100 90l70 -150l44 84l22 -38l64 104z", a) + path("M-30 -60l-24 52l18 -8l12 16l14 -14l8 0z", b);

export const nature: Readonly<Record<string, Draw>> = {
  sea: wave,
  wave,
  river: wave,
  star: (a, b) =>
    path("M40 -44l16 34l38 4l-28 26l8 38l-34 -18l-34 18l8 -38l-28 -26l38 -4z", a) +
    line("M0 -14l-96 -52M-12 10l-84 -10M-2 36l-70 40", b, 8),
  island: (a, b) =>
    path("M-100 70q100 -62 200 0q-100 26 -200 0z", a) +
    line("M-6 44q4 -60 26 -92", a, 11) +
    path(
      "M20 -48q-52 -34 -76 8q44 -16 76 -8q-26 26 -20 52q32 -18 20 -52q46 2 56 40q20 -46 -56 -40q24 -38 62 -28q-30 -34 -62 28z",
      b,
    ),
  rain: (a, b) =>
    path("M-70 0a36 36 0 0 1 16 -66a50 50 0 0 1 94 -4a38 38 0 0 1 28 70z", a) +
    line("M-52 24l-14 36M-10 24l-20 62M32 24l-14 36M64 24l-18 54", b, 9),
  moon: (a, b) =>
    path("M30 -90a92 92 0 1 0 62 124a76 76 0 0 1 -62 -124z", a) +
    path("M54 -40l7 17l18 2l-14 12l4 18l-15 -10l-16 10l5 -18l-14 -12l18 -2z", b),
  snow: (a, b) =>
    around(6, () => line("M0 0v-90M0 -54l-24 -22M0 -54l24 -22M0 -30l-14 -14M0 -30l14 -14", a, 8)) +
    circle(0, 0, 13, b),
  tree: (a, b) =>
    line(
      "M0 100v-96M0 40l-36 -46M0 24l40 -48M-18 16l-2 -50M20 0l0 -56M0 4v-74M-36 -6l-30 -22M40 -24l32 -18",
      a,
      9,
    ) +
    circle(-66, -34, 10, b) +
    circle(72, -48, 10, b) +
    circle(0, -82, 10, b) +
    circle(-22, -44, 9, b) +
    circle(22, -66, 9, b),
  fire: (a, b) =>
    path("M0 -100q70 68 58 130q-8 62 -58 66q-58 -4 -60 -64q0 -44 34 -74q0 34 20 42q22 -44 6 -100z", a) +
    path("M4 8q34 36 22 62q-10 24 -28 24q-26 -2 -28 -30q2 -22 18 -34q2 14 10 16q10 -14 6 -38z", b),
  leaf: (a, b) =>
    path("M-70 80q-40 -140 130 -170q30 160 -108 164z", a) +
    line("M-84 96q50 -90 112 -146M-44 42l58 6M-18 10l50 0M-34 28l-6 -44M-4 -8l-2 -36", b, 5),
  desert: (a, b) =>
    path(
      "M-14 100v-170q14 -24 28 0v96h22q8 0 8 -8v-40q12 -16 24 0v48q0 24 -24 24h-30v50z M-14 50h-26q-26 -2 -26 -26v-40q12 -16 24 0v34q0 8 8 8h20z",
      a,
    ) + circle(62, -66, 26, b),
  fruit: (a, b) =>
    circle(0, 22, 72, a) +
    path("M0 -46q-46 -10 -58 16q34 6 58 -2q24 8 58 2q-12 -26 -58 -16z", b) +
    line("M0 -44q2 -26 22 -42", b, 8),
  sun: (a, b) => around(14, () => path("M-8 -62l8 -38l8 38z", b)) + circle(0, 0, 54, a),
  flower,
  garden: flower,
  cloud: (a, b) =>
    path("M-64 40a42 42 0 0 1 4 -84a58 58 0 0 1 108 -10a47 47 0 0 1 18 94z", a) +
    line("M-84 66h120M-40 88h120", b, 9),
  bamboo: (a, b) =>
    [-46, 0, 44]
      .map(
        (x, i) =>
          rect(x - 10, -100, 20, 62 + i * 8, a, 4) +
          rect(x - 10, -32 + i * 8, 20, 66, a, 4) +
          rect(x - 10, 40 + i * 8, 20, 60 - i * 8, a, 4),
      )
      .join("") +
    path(
      "M10 -30q44 -34 66 -14q-30 24 -66 14z M-36 20q-44 -22 -60 0q30 18 60 0z M54 30q36 -8 42 14q-26 12 -42 -14z",
      b,
    ),
  planet,
  mountain,
};

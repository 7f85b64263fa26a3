/** People and animals. */
import { circle, type Draw, line, path, rect } from "./shapes.ts";

const figure: Draw = (a, b) =>
  circle(0, -70, 20, a) +
  path("M-24 -44h48l16 66h-14l-6 78h-40l-6 -78h-14z", a) +
  path("M-6 -44h12l4 34l-10 12l-10 -12z", b);
const bird: Draw = (a, b) =>
  path("M-100 -26q58 -36 92 30q22 -60 108 -58q-66 22 -84 74q-10 32 -52 40l-36 8l22 -28q-20 -44 -50 -66z", a) +
  circle(-16, 22, 5, b);
const animal =
  (ears: string, extra = ""): Draw =>
  (a, b) =>
    path(ears, a) +
    path("M0 -52q70 0 70 66q0 66 -70 78q-70 -12 -70 -78q0 -66 70 -66z", a) +
    circle(-26, 8, 10, b) +
    circle(26, 8, 10, b) +
    path("M-12 40h24l-12 14z", b) +
    line("M0 54v12M0 66q-14 12 -24 2M0 66q14 12 24 2", b, 4) +
    extra.replaceAll("@", b);
const pointed = "M-66 0l-6 -84l56 36z M66 0l6 -84l-56 36z";
const fish: Draw = (a, b) =>
  path("M-92 0q54 -66 128 -18l54 -34q-14 52 0 104l-54 -34q-74 48 -128 -18z", a) +
  circle(-52, -8, 9, b) +
  line("M-20 -26q18 26 0 52M6 -28q18 28 0 56", b, 5);
const moth: Draw = (a, b) =>
  path("M-4 -34q-56 -56 -92 -30q-8 56 44 74q-44 30 -20 70q48 8 68 -58z", a) +
  path("M4 -34q56 -56 92 -30q8 56 -44 74q44 30 20 70q-48 8 -68 -58z", a) +
  rect(-7, -44, 14, 110, b, 7) +
  line("M-4 -44q-8 -30 -28 -36M4 -44q8 -30 28 -36", b, 4) +
  circle(-56, -30, 11, b) +
  circle(56, -30, 11, b);

export const creatures: Readonly<Record<string, Draw>> = {
  figure,
  bird,
  fish,
  bee: (a, b) =>
    `<ellipse cx="-32" cy="-44" rx="26" ry="46" transform="rotate(-28 -32 -44)" fill="${b}" opacity=".8"/><ellipse cx="32" cy="-44" rx="26" ry="46" transform="rotate(28 32 -44)" fill="${b}" opacity=".8"/><ellipse cx="0" cy="26" rx="42" ry="66" fill="${a}"/>` +
    line("M-38 8h76M-41 32h82M-34 56h68", b, 10) +
    circle(0, -46, 24, a) +
    line("M-8 -66l-14 -24M8 -66l14 -24", a, 5),
  tiger: animal(
    "M-66 -8q-30 -70 30 -48z M66 -8q30 -70 -30 -48z",
    '<path d="M-10 -50l10 30l10 -30z M-68 20l30 4l-32 8z M68 20l-30 4l32 8z M-36 -46l12 22l6 -26z M36 -46l-12 22l-6 -26z" fill="@"/>',
  ),
  cat: animal(
    pointed,
    '<path d="M-70 40l-30 -6M-70 52l-30 6M70 40l30 -6M70 52l30 6" stroke="@" stroke-width="4"/><circle cx="-40" cy="-22" r="5" fill="@"/><circle cx="40" cy="-22" r="5" fill="@"/><circle cx="0" cy="-34" r="6" fill="@"/>',
  ),
  fox: animal(
    "M-68 6l-14 -100l72 48z M68 6l14 -100l-72 48z",
    '<path d="M-68 30q40 6 56 60q-48 -10 -56 -60z M68 30q-40 6 -56 60q48 -10 56 -60z" fill="@"/>',
  ),
  dog: animal("M-58 -40q-50 -4 -40 74q34 6 44 -44z M58 -40q50 -4 40 74q-34 6 -44 -44z"),
  insect: moth,
  moth,
  horse: (a, b) =>
    `<path d="M-34 80q-44 -40 -42 -92q6 -72 76 -76q70 4 76 76q2 52 -42 92" fill="none" stroke="${a}" stroke-width="34"/>` +
    [-62, -36, 36, 62].map((x) => circle(x < 0 ? x - 8 : x + 8, Math.abs(x) > 50 ? 10 : -54, 6, b)).join("") +
    circle(0, -88, 6, b),
  mask: (a, b) =>
    path("M-80 -66q80 -34 160 0q8 116 -80 160q-88 -44 -80 -160z", a) +
    path("M-54 -18q24 -26 44 4q-24 16 -44 -4z M54 -18q-24 -26 -44 4q24 16 44 -4z", b) +
    path("M-42 36q42 22 84 0q-12 38 -42 38t-42 -38z", b),
  eye: (a, b) =>
    path("M-100 0q100 -104 200 0q-100 104 -200 0z", a) +
    circle(0, 0, 40, b) +
    circle(0, 0, 19, a) +
    circle(12, -12, 7, b),
};

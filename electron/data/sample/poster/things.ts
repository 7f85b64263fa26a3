/** What people build and carry. */
import { around, circle, type Draw, line, path, rect, turned } from "./shapes.ts";

const boat: Draw = (a, b) =>
  path("M-90 40h180q-14 46 -50 50h-84q-34 -4 -46 -50z", a) +
  path("M-6 26v-120q-56 50 -64 120z", b) +
  path("M8 26v-96q48 40 56 96z", a);
const lighthouse: Draw = (a, b) =>
  path("M-24 100l12 -130h24l12 130z", a) +
  path("M-20 52h40l3 26h-46z M-15 2h30l2 22h-34z", b) +
  rect(-18, -42, 36, 12, a) +
  rect(-11, -66, 22, 24, b) +
  path("M-18 -66l18 -22l18 22z", a) +
  `<g opacity=".55">${path("M14 -60l86 -34v62z", b)}${path("M-14 -60l-86 -34v62z", b)}</g>`;
const key: Draw = (a, b) =>
  turned(
    -35,
    line("M0 -26v118", a, 15) +
      line("M0 88h30M0 58h24", a, 15) +
      `<circle cx="0" cy="-58" r="34" fill="none" stroke="${a}" stroke-width="15"/>` +
      circle(0, -58, 10, b),
  );
const house: Draw = (a, b) =>
  path("M-78 100v-120l78 -70l78 70v120z", a) +
  rect(34, -84, 20, 52, a) +
  rect(-14, 42, 28, 58, b) +
  rect(-50, -8, 28, 30, b) +
  rect(22, -8, 28, 30, b);
const gear: Draw = (a, b) =>
  around(10, () => path("M-12 -92h24l6 34h-36z", a)) +
  circle(0, 0, 68, a) +
  circle(0, 0, 40, b) +
  circle(-14, -6, 6, a) +
  circle(14, -6, 6, a) +
  line("M-16 14q16 14 32 0", a, 5);
const train: Draw = (a, b) =>
  path("M-58 70v-120q0 -40 58 -44q58 4 58 44v120z", a) +
  path("M-40 -10v-34q0 -22 34 -24v58z M40 -10v-34q0 -22 -34 -24v58z", b) +
  circle(-34, 36, 12, b) +
  circle(34, 36, 12, b) +
  rect(-58, 58, 116, 8, b) +
  line("M-40 74l-30 26M40 74l30 26", a, 9);
const violin: Draw = (a, b) =>
  turned(
    24,
    path("M0 -20q40 0 34 30q-14 14 0 26q16 60 -34 62q-50 -2 -34 -62q14 -12 0 -26q-6 -30 34 -30z", a) +
      rect(-6, -96, 12, 84, a) +
      line("M-5 -80v140M5 -80v140", b, 2) +
      path("M-18 62h36l-4 8h-28z", b) +
      circle(-9, -92, 6, a) +
      circle(9, -92, 6, a),
  );
const needle: Draw = (a, b) =>
  turned(
    38,
    `${path("M-7 -92q7 -12 14 0l-4 192h-6z", a)}<ellipse cx="0" cy="-78" rx="2.6" ry="11" fill="${b}"/>`,
  ) + line("M54 -66q44 40 -20 60t-50 54t-64 30", b, 5);
const building = (x: number, y: number, w: number, a: string, b: string): string =>
  rect(x, y, w, 100 - y, a) +
  Array.from(
    { length: Math.floor((90 - y) / 26) },
    (_, i) =>
      rect(x + 8, y + 12 + i * 26, 9, 12, i % 3 ? b : a) +
      rect(x + w - 17, y + 12 + i * 26, 9, 12, i % 2 ? b : a),
  ).join("");
const city: Draw = (a, b) =>
  building(-96, -10, 46, a, b) +
  building(-44, -88, 42, a, b) +
  building(4, -44, 46, a, b) +
  building(56, 10, 40, a, b);

export const things: Readonly<Record<string, Draw>> = {
  lantern: (a, b) =>
    line("M0 -100v28", b, 5) +
    rect(-26, -74, 52, 14, b, 3) +
    path("M-30 -60h60q42 54 0 108h-60q-42 -54 0 -108z", a) +
    line("M-14 -58q-20 52 0 104M14 -58q20 52 0 104", b, 4) +
    rect(-26, 48, 52, 12, b, 3) +
    line("M-10 62v34M0 62v38M10 62v34", b, 5),
  train,
  boat,
  harbour: boat,
  window: (a, b) =>
    rect(-70, -96, 140, 192, a, 4) +
    [-84, -24, 36].map((y) => rect(-58, y, 52, 50, b) + rect(6, y, 52, 50, b)).join("") +
    rect(-84, 92, 168, 12, a),
  city,
  crown: (a, b) =>
    path("M-86 60l-12 -110l54 46l44 -86l44 86l54 -46l-12 110z", a) +
    rect(-86, 68, 172, 20, a, 4) +
    circle(0, 22, 14, b) +
    circle(-48, 32, 9, b) +
    circle(48, 32, 9, b),
  cup: (a, b) =>
    path("M-66 -10h118q0 90 -40 104h-38q-40 -14 -40 -104z", a) +
    `<path d="M52 6q44 -4 34 34q-8 26 -44 24" fill="none" stroke="${a}" stroke-width="13"/>` +
    line("M-34 -34q-16 -22 0 -38t0 -28M-4 -34q-16 -22 0 -38t0 -28M26 -34q-16 -22 0 -38t0 -28", b, 7),
  road: (a, b) =>
    path("M-96 100l70 -190h52l70 190z", a) +
    path("M-5 -84h10l2 34h-14z M-8 -30h16l3 44h-22z M-13 38h26l4 62h-34z", b),
  lighthouse,
  screen: (a, b) =>
    rect(-96, -66, 192, 112, a, 4) +
    rect(-84, -54, 168, 88, b) +
    [-76, -38, 0, 38, 76].map((x) => circle(x, 82, 16, a)).join(""),
  violin,
  guitar: violin,
  door: (a, b) =>
    rect(-56, -96, 112, 196, a, 3) +
    path("M-42 -82h84v182l-60 -20v-150z", b) +
    path("M-18 -70l60 -12v182l-60 -20z", a) +
    circle(28, 14, 6, b),
  balloon: (a, b) =>
    path("M0 -98q66 4 66 66q-4 52 -54 86h-24q-50 -34 -54 -86q0 -62 66 -66z", a) +
    path("M0 -98q26 30 24 80q-4 42 -18 72h-12q-14 -30 -18 -72q-2 -50 24 -80z", b) +
    line("M-12 56l6 20M12 56l-6 20", a, 3) +
    rect(-16, 76, 32, 24, a, 4),
  bridge: (a, b) =>
    line("M-100 50h200", a, 12) +
    rect(-58, -72, 14, 170, a) +
    rect(44, -72, 14, 170, a) +
    line("M-100 20q26 -20 50 -86q50 150 100 0q24 66 50 86", b, 5) +
    [-26, -8, 8, 26].map((x) => line(`M${x} 50v${-36 + Math.abs(x) * -0.8}`, b, 3)).join(""),
  gear,
  gate: (a, b) =>
    path("M-92 100v-84h64v84z M28 100v-84h64v84z M-28 16h56v30q-28 -34 -56 0z", a) +
    path("M-28 100v-44q28 -40 56 0v44z", b) +
    rect(-98, 4, 196, 12, a) +
    path("M-110 -18q34 2 44 -28h132q10 30 44 28q-22 22 -52 20h-116q-30 2 -52 -20z", a) +
    rect(-58, -62, 116, 16, b) +
    path("M-84 -62q26 0 34 -28h100q8 28 34 28q-18 16 -40 14h-88q-22 2 -40 -14z", a) +
    rect(-40, -98, 80, 9, a),
  house,
  clock: (a, b) =>
    circle(0, 0, 94, a) +
    circle(0, 0, 78, b) +
    around(12, (i) => rect(-3, -72, 6, i % 3 ? 9 : 18, a)) +
    line("M0 0v-50M0 0l32 20", a, 9) +
    circle(0, 0, 8, a),
  paper: (a, b) =>
    path("M-54 -96h108v190l-18 -12l-18 12l-18 -12l-18 12l-18 -12l-18 12z", a) +
    line("M-34 -64h68M-34 -38h48M-34 -12h62M-34 14h38M-34 40h56", b, 8),
  tower: (a, b) =>
    line(
      "M-44 100l34 -180h20l34 180M-34 50h68M-26 8l58 42M26 8l-58 42M-26 8h52M-66 -30h132M-50 -58h100M-66 -30l16 -28M66 -30l-16 -28",
      a,
      7,
    ) +
    circle(-66, -18, 7, b) +
    circle(66, -18, 7, b) +
    circle(0, -88, 8, b),
  drum: (a, b) =>
    path("M-84 -30v76q84 56 168 0v-76z", a) +
    `<ellipse cx="0" cy="-30" rx="84" ry="30" fill="${b}"/>` +
    line("M-84 -16l28 86l28 -72l28 80l28 -80l28 72l28 -86", b, 5) +
    line("M-20 -34l-66 -58M24 -34l70 -58", a, 9),
  kite: (a, b) =>
    path("M10 -98l62 72l-62 90l-62 -90z", a) +
    line("M10 -98v162M-52 -26h124", b, 5) +
    line("M10 64q-50 10 -30 34", b, 5) +
    path("M-30 70l18 10l-20 12z", b),
  key,
  needle,
  bell: (a, b) =>
    path("M0 -84q56 4 58 82q2 46 28 64h-172q26 -18 28 -64q2 -78 58 -82z", a) +
    circle(0, -88, 12, a) +
    circle(0, 78, 17, b) +
    line("M-44 40h88", b, 6),
  frame: (a, b) =>
    rect(-80, -98, 160, 196, a, 3) +
    rect(-58, -76, 116, 152, b) +
    circle(0, -18, 26, a) +
    path("M-46 76q6 -62 46 -62t46 62z", a),
  cheese: (a, b) =>
    path("M-96 10q60 -84 150 -76l42 76z", a) +
    rect(-96, 20, 192, 64, a) +
    circle(-46, 54, 15, b) +
    circle(14, 44, 10, b) +
    circle(58, 62, 14, b) +
    circle(10, -24, 12, b),
  piano: (a, b) =>
    rect(-96, -60, 192, 120, b, 3) +
    Array.from({ length: 6 }, (_, i) => line(`M${-64 + i * 32} -58v116`, a, 3)).join("") +
    [-74, -42, 22, 54].map((x) => rect(x, -60, 20, 70, a)).join("") +
    rect(-100, -76, 200, 18, a),
  umbrella: (a, b) =>
    path(
      "M-96 8q10 -92 96 -96q86 4 96 96q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0z",
      a,
    ) + line("M0 4v76q2 18 18 18t16 -20M0 -88v-12", b, 8),
};

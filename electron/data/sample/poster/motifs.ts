/**
 * What a poster shows, drawn about the origin in a square of 200: `a` is the body, `b` the detail.
 * Every word that a film may name as its motif has a drawing.
 */
type Draw = (a: string, b: string) => string;

const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const circle = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const rect = (x: number, y: number, w: number, h: number, fill: string, r = 0): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
const turned = (angle: number, inner: string): string => `<g transform="rotate(${angle})">${inner}</g>`;
const around = (n: number, inner: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => turned((360 / n) * i, inner(i))).join("");

const wave: Draw = (a, b) =>
  [-40, 0, 40].map((y, i) => line(`M-100 ${y}q25 -34 50 0t50 0t50 0t50 0`, i === 1 ? b : a, 13)).join("");
const figure: Draw = (a, b) =>
  circle(0, -70, 20, a) +
  path("M-24 -44h48l16 66h-14l-6 78h-40l-6 -78h-14z", a) +
  path("M-6 -44h12l4 34l-10 12l-10 -12z", b);
const bird: Draw = (a, b) =>
  path("M-100 -26q58 -36 92 30q22 -60 108 -58q-66 22 -84 74q-10 32 -52 40l-36 8l22 -28q-20 -44 -50 -66z", a) +
  circle(-16, 22, 5, b);
const flower: Draw = (a, b) =>
  rect(-4, 10, 8, 90, b) +
  path("M0 90q44 -8 50 -50q-46 4 -50 50z", b) +
  `<g transform="translate(0 -30)">${around(8, () => path("M0 -6q-24 -34 0 -62q24 28 0 62z", a))}${circle(0, 0, 17, b)}</g>`;
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
    path("M-7 -92q7 -12 14 0l-4 192h-6z", a) + `<ellipse cx="0" cy="-78" rx="2.6" ry="11" fill="${b}"/>`,
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
const planet: Draw = (a, b) =>
  circle(0, 0, 62, a) +
  `<g transform="rotate(-20)"><ellipse cx="0" cy="0" rx="104" ry="22" fill="none" stroke="${b}" stroke-width="9"/>` +
  path("M-62 0a62 62 0 0 1 124 0q-62 -20 -124 0z", a) +
  "</g>";
const mountain: Draw = (a, b) =>
  path("M-100 90l70 -150l44 84l22 -38l64 104z", a) + path("M-30 -60l-24 52l18 -8l12 16l14 -14l8 0z", b);
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

export const motifs: Readonly<Record<string, Draw>> = {
  sea: wave,
  wave,
  river: wave,
  lantern: (a, b) =>
    line("M0 -100v28", b, 5) +
    rect(-26, -74, 52, 14, b, 3) +
    path("M-30 -60h60q42 54 0 108h-60q-42 -54 0 -108z", a) +
    line("M-14 -58q-20 52 0 104M14 -58q20 52 0 104", b, 4) +
    rect(-26, 48, 52, 12, b, 3) +
    line("M-10 62v34M0 62v38M10 62v34", b, 5),
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
  train,
  mask: (a, b) =>
    path("M-80 -66q80 -34 160 0q8 116 -80 160q-88 -44 -80 -160z", a) +
    path("M-54 -18q24 -26 44 4q-24 16 -44 -4z M54 -18q-24 -26 -44 4q24 16 44 -4z", b) +
    path("M-42 36q42 22 84 0q-12 38 -42 38t-42 -38z", b),
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
  boat,
  harbour: boat,
  figure,
  window: (a, b) =>
    rect(-70, -96, 140, 192, a, 4) +
    [-84, -24, 36].map((y) => rect(-58, y, 52, 50, b) + rect(6, y, 52, 50, b)).join("") +
    rect(-84, 92, 168, 12, a),
  fire: (a, b) =>
    path("M0 -100q70 68 58 130q-8 62 -58 66q-58 -4 -60 -64q0 -44 34 -74q0 34 20 42q22 -44 6 -100z", a) +
    path("M4 8q34 36 22 62q-10 24 -28 24q-26 -2 -28 -30q2 -22 18 -34q2 14 10 16q10 -14 6 -38z", b),
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
  insect: moth,
  moth,
  door: (a, b) =>
    rect(-56, -96, 112, 196, a, 3) +
    path("M-42 -82h84v182l-60 -20v-150z", b) +
    path("M-18 -70l60 -12v182l-60 -20z", a) +
    circle(28, 14, 6, b),
  leaf: (a, b) =>
    path("M-70 80q-40 -140 130 -170q30 160 -108 164z", a) +
    line("M-84 96q50 -90 112 -146M-44 42l58 6M-18 10l50 0M-34 28l-6 -44M-4 -8l-2 -36", b, 5),
  desert: (a, b) =>
    path(
      "M-14 100v-170q14 -24 28 0v96h22q8 0 8 -8v-40q12 -16 24 0v48q0 24 -24 24h-30v50z M-14 50h-26q-26 -2 -26 -26v-40q12 -16 24 0v34q0 8 8 8h20z",
      a,
    ) + circle(62, -66, 26, b),
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
  fruit: (a, b) =>
    circle(0, 22, 72, a) +
    path("M0 -46q-46 -10 -58 16q34 6 58 -2q24 8 58 2q-12 -26 -58 -16z", b) +
    line("M0 -44q2 -26 22 -42", b, 8),
  gear,
  gate: (a, b) =>
    path("M-100 -62q100 -34 200 0l-8 -26q-92 -26 -184 0z", a) +
    rect(-84, -34, 168, 14, a) +
    rect(-66, -62, 20, 162, a) +
    rect(46, -62, 20, 162, a) +
    rect(-14, -62, 28, 28, b),
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
  bird,
  sun: (a, b) => around(14, () => path("M-8 -62l8 -38l8 38z", b)) + circle(0, 0, 54, a),
  flower,
  garden: flower,
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
  cloud: (a, b) =>
    path("M-64 40a42 42 0 0 1 4 -84a58 58 0 0 1 108 -10a47 47 0 0 1 18 94z", a) +
    line("M-84 66h120M-40 88h120", b, 9),
  kite: (a, b) =>
    path("M10 -98l62 72l-62 90l-62 -90z", a) +
    line("M10 -98v162M-52 -26h124", b, 5) +
    line("M10 64q-50 10 -30 34", b, 5) +
    path("M-30 70l18 10l-20 12z", b),
  key,
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
  needle,
  bell: (a, b) =>
    path("M0 -84q56 4 58 82q2 46 28 64h-172q26 -18 28 -64q2 -78 58 -82z", a) +
    circle(0, -88, 12, a) +
    circle(0, 78, 17, b) +
    line("M-44 40h88", b, 6),
  horse: (a, b) =>
    `<path d="M-34 80q-44 -40 -42 -92q6 -72 76 -76q70 4 76 76q2 52 -42 92" fill="none" stroke="${a}" stroke-width="34"/>` +
    [-62, -36, 36, 62].map((x) => circle(x < 0 ? x - 8 : x + 8, Math.abs(x) > 50 ? 10 : -54, 6, b)).join("") +
    circle(0, -88, 6, b),
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
  eye: (a, b) =>
    path("M-100 0q100 -104 200 0q-100 104 -200 0z", a) +
    circle(0, 0, 40, b) +
    circle(0, 0, 19, a) +
    circle(12, -12, 7, b),
  piano: (a, b) =>
    rect(-96, -60, 192, 120, b, 3) +
    Array.from({ length: 6 }, (_, i) => line(`M${-64 + i * 32} -58v116`, a, 3)).join("") +
    [-74, -42, 22, 54].map((x) => rect(x, -60, 20, 70, a)).join("") +
    rect(-100, -76, 200, 18, a),
  planet,
  mountain,
  umbrella: (a, b) =>
    path(
      "M-96 8q10 -92 96 -96q86 4 96 96q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0q-16 -18 -32 0z",
      a,
    ) + line("M0 4v76q2 18 18 18t16 -20M0 -88v-12", b, 8),
};

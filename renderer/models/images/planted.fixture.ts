/** Pictures whose looks are known, since they were drawn so: grounds, shapes, and lines of lettering whose area is counted. */
import { type Random, seededRandom } from "../../../shared/domain/random.ts";

export const side = 224;
type Colour = readonly [number, number, number];

/** Letters of five by seven, a row a number. */
const letters: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  E: [31, 16, 16, 30, 16, 16, 31],
  H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14],
  K: [17, 18, 20, 24, 20, 18, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
};
const alphabet = Object.keys(letters);

export const blank = ([r, g, b]: Colour): Uint8ClampedArray => {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at++) pixels.set([r, g, b], 4 * at);
  return pixels;
};

export const paint = (
  pixels: Uint8ClampedArray,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  colour: (x: number, y: number) => ArrayLike<number>,
): void => {
  for (let y = Math.max(0, y0); y < Math.min(side, y1); y++)
    for (let x = Math.max(0, x0); x < Math.min(side, x1); x++) pixels.set(colour(x, y), 4 * (y * side + x));
};

/** Letters of `scale` pixels a stroke from (x, y); the box that they cover. */
export const writeLine = (
  pixels: Uint8ClampedArray,
  text: string,
  [x, y]: readonly [number, number],
  scale: number,
  ink: Colour,
): readonly [number, number, number, number] => {
  for (const [n, letter] of [...text].entries())
    for (const [row, bits] of (letters[letter] ?? []).entries())
      for (let bit = 0; bit < 5; bit++)
        if ((bits >> (4 - bit)) & 1) {
          const [px, py] = [x + (n * 6 + bit) * scale, y + row * scale];
          paint(pixels, [px, py, px + scale, py + scale], () => ink);
        }
  return [x, y, Math.min(side, x + (text.length * 6 - 1) * scale), Math.min(side, y + 7 * scale)];
};

const words = (random: Random, length: number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");

/** A ground from light to dark, discs and boxes on it, grain, and some lines of lettering; with the share that these cover. */
export const plantedPoster = (seed: number): { pixels: Uint8ClampedArray; text: number } => {
  const random = seededRandom(seed);
  const any = (): Colour => [256 * random(), 256 * random(), 256 * random()];
  const [top, bottom] = [any(), any()];
  const pixels = blank(top);
  paint(pixels, [0, 0, side, side], (_, y) => {
    const t = y / side;
    return [0, 1, 2].map((c) => (1 - t) * (top[c] as number) + t * (bottom[c] as number));
  });
  for (let shape = 0; shape < 6; shape++) {
    const [cx, cy, r] = [side * random(), side * random(), 10 + 40 * random()];
    const colour = any();
    const round = random() < 0.5;
    paint(pixels, [Math.floor(cx - r), Math.floor(cy - r), Math.ceil(cx + r), Math.ceil(cy + r)], (x, y) =>
      !round || Math.hypot(x - cx, y - cy) < r
        ? colour
        : pixels.slice(4 * (y * side + x), 4 * (y * side + x) + 3),
    );
  }
  for (let at = 0; at < pixels.length; at++)
    if (at % 4 !== 3) pixels[at] = (pixels[at] as number) + 10 * (random() - 0.5);
  const covered = new Uint8Array(side * side);
  const lines = Math.floor(random() * 5);
  let y = 6 + Math.floor(20 * random());
  for (let line = 0; line < lines; line++) {
    const scale = 1 + Math.floor(4 * random());
    const fitting = Math.floor((side - 16) / (6 * scale));
    const length = Math.min(fitting, 5 + Math.floor(14 * random()));
    const x = 8 + Math.floor(random() * (side - 16 - length * 6 * scale));
    if (y + 7 * scale > side - 4) break;
    const ground = pixels.slice(4 * ((y + 3) * side + x), 4 * ((y + 3) * side + x) + 3);
    const ink: Colour = (ground[0] as number) + (ground[1] as number) > 250 ? [15, 12, 20] : [245, 240, 230];
    const [x0, y0, x1, y1] = writeLine(pixels, words(random, length), [x, y], scale, ink);
    for (let row = y0; row < y1; row++) covered.fill(1, row * side + x0, row * side + x1);
    y += 7 * scale + 10 + Math.floor(40 * random());
  }
  return { pixels, text: covered.reduce((sum, one) => sum + one, 0) / covered.length };
};

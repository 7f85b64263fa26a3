import { expect, test } from "vitest";
import type { LookFeature } from "../../../shared/domain/poster-look.ts";
import { labOf, nameOfColour } from "./lab.ts";
import { lookOf } from "./look.ts";
import { blank, paint, plantedPoster, side, writeLine } from "./planted.fixture.ts";

const features = (pixels: Uint8ClampedArray): Readonly<Record<LookFeature, number>> =>
  lookOf(pixels, side).features;
const half = side / 2;

test("an even surface has its own lightness and nothing else", () => {
  const { features: grey, palette } = lookOf(blank([119, 119, 119]), side);
  expect(grey.brightness).toBeCloseTo(50, 0);
  expect(grey).toMatchObject({ edges: 0, thirds: 0, symmetry: 0, balance: 1, text: 0 });
  for (const name of ["contrast", "colourfulness", "saturation"] as const)
    expect(grey[name]).toBeCloseTo(0, 2);
  expect(palette).toEqual([{ colour: "#777777", name: "grey", share: 1 }]);
});

test("half black, half white: RMS contrast 1/2; a mirror image is symmetric, its negative half the opposite", () => {
  const sides = blank([0, 0, 0]);
  paint(sides, [half, 0, side, side], () => [255, 255, 255]);
  expect(features(sides).contrast).toBeCloseTo(0.5, 3);
  expect(features(sides).brightness).toBeCloseTo(50, 1);
  expect(features(sides).symmetry).toBeCloseTo(-1 + 1, 3);
  const middle = blank([0, 0, 0]);
  paint(middle, [half - 40, 0, half + 40, side], () => [255, 255, 255]);
  expect(features(middle).symmetry).toBeCloseTo(1, 6);
  expect(features(middle).balance).toBeCloseTo(1, 2);
});

test("colourfulness is Hasler and Süsstrunk's: of red beside green, by hand", () => {
  const pixels = blank([255, 0, 0]);
  paint(pixels, [half, 0, side, side], () => [0, 255, 0]);
  // rg = ±255: σ 255, μ 0; yb = 127.5: σ 0, μ 127.5
  expect(features(pixels).colourfulness).toBeCloseTo(255 + 0.3 * 127.5, 3);
});

test("weight near a crossing of the thirds is found there, weight elsewhere is not", () => {
  const at = (cx: number, cy: number): number => {
    const pixels = blank([20, 20, 20]);
    paint(pixels, [cx - 8, cy - 8, cx + 8, cy + 8], () => [240, 240, 240]);
    return features(pixels).thirds;
  };
  expect(at(Math.round(side / 3), Math.round((2 * side) / 3))).toBe(1);
  expect(at(half, half)).toBe(0);
  const corner = blank([20, 20, 20]);
  paint(corner, [4, 4, 20, 20], () => [240, 240, 240]);
  expect(features(corner).balance).toBeLessThan(0.2);
});

test("a palette names its areas with their shares, largest first", () => {
  const pixels = blank([20, 40, 160]);
  paint(pixels, [0, 0, side, side / 4], () => [250, 250, 245]);
  paint(pixels, [0, side / 4, half, half], () => [200, 20, 30]);
  const { palette } = lookOf(pixels, side);
  expect(palette.map(({ name }) => name)).toEqual(["blue", "white", "red"]);
  for (const [n, share] of [0.625, 0.25, 0.125].entries()) expect(palette[n]?.share).toBeCloseTo(share, 1);
});

test.each([
  [[255, 0, 0], "red"],
  [[0, 128, 0], "green"],
  [[0, 0, 255], "blue"],
  [[255, 255, 0], "yellow"],
  [[255, 140, 0], "orange"],
  [[101, 67, 33], "brown"],
  [[245, 230, 200], "beige"],
  [[255, 170, 190], "pink"],
  [[120, 40, 160], "purple"],
  [[0, 128, 128], "teal"],
  [[5, 5, 10], "black"],
  [[128, 128, 128], "grey"],
  [[254, 254, 252], "white"],
] as const)("%j is called %s", ([r, g, b], name) => {
  expect(nameOfColour(labOf(r, g, b))).toBe(name);
});

test("lettering of known area is found: 1.6 points off in the mean, none where there is none", () => {
  const planted = Array.from({ length: 16 }, (_, n) => plantedPoster(5000 + n));
  const found = planted.map(({ pixels }) => features(pixels).text);
  const errors = planted.map(({ text }, n) => Math.abs(text - (found[n] as number)));
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.025);
  for (const [n, { text }] of planted.entries()) if (text === 0) expect(found[n]).toBeLessThan(0.02);
});

test("dark lettering on light counts as light on dark does", () => {
  const light = blank([240, 240, 235]);
  writeLine(light, "MARK SELENE", [10, 60], 3, [20, 20, 30]);
  const dark = blank([20, 20, 30]);
  writeLine(dark, "MARK SELENE", [10, 60], 3, [240, 240, 235]);
  expect(features(light).text).toBeGreaterThan(0.05);
  expect(features(light).text).toBeCloseTo(features(dark).text, 1);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { curveNames, curveStep, shotLengths } from "../../../../shared/domain/trailers.ts";
import { type PlantedShot, plainShot, plantedFrames } from "./planted.fixture.ts";
import { trailerReader } from "./read.ts";

const rate = 24;
const readingOf = (shots: readonly PlantedShot[], seed = 1) => {
  const reader = trailerReader();
  let n = 0;
  for (const pixels of plantedFrames(shots, seed)) reader.add(pixels, n++ / rate);
  return reader.read(n / rate);
};
const framesOf = (cuts: Float32Array): number[] => Array.from(cuts, (at) => Math.round(at * rate));
const endsOf = (shots: readonly PlantedShot[]): number[] => {
  let end = 0;
  return shots.slice(0, -1).map(({ frames }) => {
    end += frames;
    return end;
  });
};

/** Shots of some length whose light differs from their neighbours' by a fifth of the scale at least. */
const shots = fc
  .array(
    fc.record({
      frames: fc.integer({ min: 6, max: 60 }),
      step: fc.integer({ min: 50, max: 130 }),
      hue: fc.constantFrom([1, 1, 1], [1, 0.8, 0.6], [0.6, 0.8, 1], [0.8, 1, 0.8]) as fc.Arbitrary<
        readonly [number, number, number]
      >,
      drift: fc.double({ min: 0, max: 1.5, noNaN: true }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) => {
    let light = 40;
    return list.map(({ step, ...rest }): PlantedShot => {
      light = 40 + ((light - 40 + step) % 180);
      return { ...plainShot(0, light), ...rest };
    });
  });

test("every planted cut is found at its frame, and no other", () => {
  fc.assert(
    fc.property(shots, fc.nat(), (planted, seed) => {
      expect(framesOf(readingOf(planted, seed).cuts)).toEqual(endsOf(planted));
    }),
    { numRuns: 12 },
  );
});

test("a flash, a camera that pans, and noise are no cuts", () => {
  const flashes = { ...plainShot(96, 120), flashes: [30, 31, 60], drift: 1.5 };
  expect(readingOf([flashes]).cuts).toHaveLength(0);
});

test("a passage through black ends one shot: in its middle, or at the hard cut beside it", () => {
  const soft = readingOf([
    { ...plainShot(48, 160), fadeOut: 12 },
    { ...plainShot(48, 90), fadeIn: 12 },
  ]);
  expect(soft.cuts).toHaveLength(1);
  expect(Math.abs((soft.cuts[0] as number) - 2)).toBeLessThan(2 / rate);
  const dark = { ...plainShot(24, 0), hue: [0, 0, 0] as const };
  const hard = readingOf([plainShot(48, 160), dark, plainShot(48, 90)]);
  expect(framesOf(hard.cuts)).toEqual([72]);
});

test("curves tell light, warmth and motion where they are; a second of blue after a second of orange", () => {
  const { curves, seconds, cuts } = readingOf([
    { ...plainShot(rate, 200), hue: [1, 0.6, 0.3] },
    { ...plainShot(rate, 70), hue: [0.4, 0.6, 1], drift: 2 },
  ]);
  const at = (time: number, name: (typeof curveNames)[number]): number =>
    curves[Math.floor(time / curveStep) * curveNames.length + curveNames.indexOf(name)] as number;
  expect(curves).toHaveLength((seconds / curveStep) * curveNames.length);
  expect(at(0.2, "brightness")).toBeGreaterThan(at(1.2, "brightness") + 20);
  expect(at(0.2, "warmth")).toBeGreaterThan(30);
  expect(at(1.2, "warmth")).toBeLessThan(-10);
  expect(at(1.2, "motion")).toBeGreaterThan(at(0.2, "motion"));
  expect(shotLengths({ seconds, cuts })).toEqual([1, 1]);
});

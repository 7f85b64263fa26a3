import fc from "fast-check";
import { expect, test } from "vitest";
import { bandsOf, curveOf, fewestTrailers, figuresOf, othersOf, places, standingOf } from "./trailer-norm.ts";
import { curveNames, curveStep, type TrailerReading } from "./trailers.ts";

const readingOf = (
  seconds: number,
  cuts: readonly number[],
  light: (time: number) => number,
): TrailerReading => {
  const points = Math.ceil(seconds / curveStep);
  const curves = new Float32Array(points * curveNames.length);
  for (let n = 0; n < points; n++) curves[n * curveNames.length] = light((n + 0.5) * curveStep);
  return { seconds, width: 640, height: 360, framesPerSecond: 24, cuts: Float32Array.from(cuts), curves };
};

test("a cut every second is 60 a minute everywhere, and shots of one second", () => {
  const steady = readingOf(
    60,
    Array.from({ length: 59 }, (_, n) => n + 1),
    () => 50,
  );
  const pace = curveOf(steady, "pace");
  expect(pace).toHaveLength(places.length);
  for (const value of pace.slice(6, -6)) expect(value).toBeCloseTo(60);
  expect(figuresOf(steady)).toMatchObject({ shotLength: 1, medianShot: 1, pace: 59, brightness: 50 });
});

test("curves of trailers of any length meet at the same share of the running time", () => {
  const half = (seconds: number) => readingOf(seconds, [], (time) => (time < seconds / 2 ? 20 : 80));
  for (const seconds of [20, 61, 150]) {
    const light = curveOf(half(seconds), "brightness");
    expect(light[4]).toBeCloseTo(20);
    expect(light[36]).toBeCloseTo(80);
  }
});

test("a band needs others enough, holds its median, and does not hold the trailer's own film", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ film: fc.integer({ min: 1, max: 6 }), light: fc.integer({ min: 0, max: 100 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      (list) => {
        const all = list.map(({ film, light }) => ({
          ...readingOf(30, [10, 20], () => light),
          film,
          genres: film % 2 === 0 ? ["War"] : ["War", "Drama"],
        }));
        const [own] = all as [(typeof all)[number]];
        const others = othersOf(all, own.film, "Drama");
        expect(others.every(({ film, genres }) => film !== own.film && genres.includes("Drama"))).toBe(true);
        const bands = bandsOf(others, "brightness");
        const standing = standingOf(own, others);
        expect(bands === null).toBe(others.length < fewestTrailers);
        expect(standing === null).toBe(bands === null);
        for (const { low, median, high } of bands ?? []) {
          expect(low).toBeLessThanOrEqual(median);
          expect(median).toBeLessThanOrEqual(high);
        }
        if (standing) expect(standing.brightness.above).toBeLessThanOrEqual(others.length);
      },
    ),
  );
});

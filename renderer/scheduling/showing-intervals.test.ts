import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { isInside, normalSpread, type Residual, rollingSpread, spreadOf } from "./showing-intervals.ts";

const certain = (off: number): Residual => ({ off, half: 0 });

test("the middle 80 % of what was seen is claimed once enough was, and one more is as likely in it", () => {
  const residuals = Array.from({ length: 1001 }, (_, i) => certain((i - 500) / 100));
  expect(spreadOf(residuals)).toEqual({ low: -4.01, high: 4.01 });
  expect(spreadOf(residuals.slice(0, 50))).toEqual(normalSpread);
});

test("an interval reaches to the next half person, and claims no more for that", () => {
  const random = seededRandom(5);
  const drawn = (): Residual => {
    const mean = 10 + 10 * random();
    return { off: (Math.round(mean + 2 * normal(random)) - mean) / 2, half: 0.25 };
  };
  const spread = spreadOf(Array.from({ length: 4000 }, drawn));
  const inside = Array.from({ length: 4000 }, drawn).filter((residual) => isInside(residual, spread));
  expect(inside.length / 4000).toBeGreaterThan(0.77);
  expect(inside.length / 4000).toBeLessThan(0.83);
});

test("showings that become four times as uncertain widen the intervals within weeks", () => {
  const random = seededRandom(7);
  const rolling = rollingSpread();
  const cover = (times: number): number => {
    const week = Array.from({ length: 60 }, () => certain(times * normal(random)));
    const claimed = rolling.spread();
    rolling.score(week, claimed);
    return week.filter((residual) => isInside(residual, claimed)).length / week.length;
  };
  for (let week = 0; week < 20; week++) cover(1);
  expect(cover(4)).toBeLessThan(0.5);
  for (let week = 0; week < 12; week++) cover(4);
  const later = Array.from({ length: 8 }, () => cover(4));
  expect(later.reduce((sum, share) => sum + share, 0) / later.length).toBeGreaterThan(0.75);
});

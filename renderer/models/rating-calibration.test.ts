import { describe, expect, test } from "vitest";
import { intervalLevel } from "../../shared/domain/intervals.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { expectedCalibrationError, reliabilityBins } from "../../shared/domain/reliability.ts";
import {
  calibrateRatings,
  type Expected,
  likeEstimate,
  presentCalibration,
  ratingEstimate,
} from "./rating-calibration.ts";

const scale = { min: 1, max: 5, step: 1 };

/** Ratings in whole stars around an expectation, wider for the second half of the films. */
const drawn = (count: number, seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const rating = 1.2 + 3.8 * random();
    const doubt = random() < 0.5 ? 0 : 1;
    const star = Math.round(rating + Math.sqrt(0.5 + doubt) * normal(random));
    return {
      expected: { rating, features: [1, doubt] } satisfies Expected,
      truth: Math.min(5, Math.max(1, star)),
    };
  });
};
const calibrated = (count: number, seed: number) => {
  const rows = drawn(count, seed);
  return calibrateRatings(scale, 1, () => ({
    expected: (i) => (rows[i] as (typeof rows)[number]).expected,
    heldOut: {
      films: Int32Array.from(rows.keys()),
      ratings: Float32Array.from(rows, ({ truth }) => truth),
    },
  }));
};

describe("calibrated on half of what was drawn", () => {
  const calibration = calibrated(6000, 1);
  const rows = drawn(20_000, 2);

  test("intervals hold what they claim: of all, near both ends of the scale, and where more is in doubt", () => {
    const held = (chosen: typeof rows): number =>
      chosen.filter(({ expected, truth }) => {
        const { low, high } = ratingEstimate(scale, calibration, expected);
        return low <= truth && truth <= high;
      }).length / chosen.length;
    expect(Math.abs(held(rows) - intervalLevel)).toBeLessThan(0.01);
    for (const chosen of [
      rows.filter(({ expected }) => expected.rating < 2),
      rows.filter(({ expected }) => expected.rating > 4.2),
      rows.filter(({ expected }) => expected.features[1] === 1),
    ])
      expect(Math.abs(held(chosen) - intervalLevel)).toBeLessThan(0.035);
  });

  test("liked-probabilities mean what they say", () => {
    const p = rows.map(({ expected }) => likeEstimate(scale, calibration, expected).value);
    const liked = rows.map(({ truth }) => truth >= 3.8);
    for (const kind of ["width", "mass"] as const)
      expect(expectedCalibrationError(reliabilityBins(p, liked, kind))).toBeLessThan(0.02);
  });
});

test("without validation ratings intervals are almost as wide as the scale, and never wider", () => {
  const of = (rating: number) => ratingEstimate(scale, calibrated(0, 1), { rating, features: [1, 0] });
  expect(of(3).high - of(3).low).toBeGreaterThan(3.5);
  expect(of(5)).toMatchObject({ value: 5, high: 5 });
});

test("a model stored when intervals claimed 80 % is read, its intervals widened", () => {
  const former = {
    c: [1, 0],
    q: 1.2816,
    liked: { w: [0.1, 1.5], precision: [9, 0, 0, 9] },
  };
  const present = presentCalibration(former);
  const expected = { rating: 3, features: [1, 0] };
  expect(ratingEstimate(scale, present, expected).high).toBeCloseTo(3 + 1.6449, 6);
  expect(likeEstimate(scale, present, expected).value).toBeCloseTo(1 / (1 + Math.exp(-0.1 + 1.5 * 0.8)), 6);
  expect(presentCalibration(present)).toBe(present);
});

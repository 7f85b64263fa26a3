import { describe, expect, test } from "vitest";
import { intervalLevel } from "../../shared/domain/intervals.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { expectedCalibrationError, reliabilityBins } from "../../shared/domain/reliability.ts";
import type { Histories } from "./model.ts";
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
  const heldOut: Histories = {
    start: Int32Array.of(0, count),
    film: Int32Array.from(rows.keys()),
    rating: Float32Array.from(rows, ({ truth }) => truth),
    at: new Uint32Array(count),
  };
  return calibrateRatings({
    scale,
    // Somebody of whom one rating is known.
    training: {
      start: Int32Array.of(0, 1),
      film: Int32Array.of(0),
      rating: Float32Array.of(3),
      at: new Uint32Array(1),
    },
    validation: heldOut,
    ratings: new Int32Array(count),
    fold: () => (i) => (rows[i] as (typeof rows)[number]).expected,
  });
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

test("where newcomers are few, those who came before them tell how newcomers rate", () => {
  // Half of the members are hard to please. Of 403 only the three who came last are kept apart.
  const random = seededRandom(5);
  const films = 40;
  const members = Array.from({ length: 403 }, () => (random() < 0.5 ? -1.2 : 0));
  const histories = (from: number, to: number): Histories => {
    const rated = members.map((habit, u) => (u >= from && u < to ? habit : null));
    return {
      start: Int32Array.from([0, ...rated.keys()].map((_, u) => films * Math.max(0, Math.min(u, to) - from))),
      film: Int32Array.from(rated.flatMap((habit) => (habit === null ? [] : [...Array(films).keys()]))),
      rating: Float32Array.from(
        rated.flatMap((habit) =>
          habit === null
            ? []
            : Array.from({ length: films }, () =>
                Math.min(5, Math.max(1, Math.round(3.6 + habit + 0.7 * normal(random)))),
              ),
        ),
      ),
      at: Uint32Array.from(rated.flatMap((habit, u) => (habit === null ? [] : Array(films).fill(1 + u)))),
    };
  };
  const calibration = calibrateRatings({
    scale,
    training: histories(0, 400),
    validation: histories(400, 403),
    ratings: new Int32Array(films).fill(400),
    fold: () => (i) => ({ rating: 2.5 + i / films, features: [1, 0] }),
  });
  const rated = histories(100, 300).rating;
  const { low, high } = ratingEstimate(scale, calibration, { rating: 3, features: [1, 0] });
  const held = rated.filter((r) => low <= r && r <= high).length / rated.length;
  expect(held).toBeGreaterThan(0.88);
  const liked = rated.filter((r) => r >= 3.8).length / rated.length;
  expect(
    Math.abs(likeEstimate(scale, calibration, { rating: 3, features: [1, 0] }).value - liked),
  ).toBeLessThan(0.03);
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

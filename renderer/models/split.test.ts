import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitKinds } from "../../shared/contract/evaluation.ts";
import type { Ratings } from "../../shared/domain/interactions.ts";
import { planted } from "../../test/models/planted.ts";
import { type Histories, historyOf } from "./model.ts";
import { splitRatings } from "./split.ts";

/** Any audience of up to a dozen, rows in any order, times with and without ties. */
const audiences = fc
  .uniqueArray(fc.record({ u: fc.nat(11), i: fc.nat(9), at: fc.nat(4) }), {
    minLength: 1,
    selector: ({ u, i }) => 16 * u + i,
  })
  .map(
    (rows): Ratings => ({
      memberIds: Int32Array.from({ length: 12 }, (_, u) => u + 1),
      filmIds: Int32Array.from({ length: 10 }, (_, i) => i + 1),
      member: Int32Array.from(rows, ({ u }) => u),
      film: Int32Array.from(rows, ({ i }) => i),
      value: Float32Array.from(rows, (_, n) => 1 + (n % 5)),
      at: Float64Array.from(rows, ({ at }) => at),
      scale: { min: 1, max: 5, step: 1 },
    }),
  );

const pairs = ({ start, film }: Histories): string[] =>
  [...start.keys()]
    .slice(0, -1)
    .flatMap((u) => [...film.subarray(start[u], start[u + 1])].map((i) => `${u} ${i}`));
const filmsOf = (part: Histories): Set<number> => new Set(part.film);
const membersOf = ({ start }: Histories): Set<number> =>
  new Set([...start.keys()].slice(0, -1).filter((u) => (start[u + 1] as number) > (start[u] as number)));
const common = (a: ReadonlySet<number>, b: ReadonlySet<number>): number[] => [...a].filter((x) => b.has(x));

describe.each(splitKinds)("split %s", (kind) => {
  const holdouts = fc.double({ min: 0.01, max: 0.5, noNaN: true });

  test("no rating is in two parts, none is lost, and nothing of the test is known", () => {
    fc.assert(
      fc.property(audiences, holdouts, fc.nat(99), (ratings, holdout, seed) => {
        const { training, validation, test, known } = splitRatings(ratings, kind, holdout, seed);
        const apart = [training, validation, test].flatMap(pairs);
        const shown = pairs(known).filter((pair) => !apart.includes(pair));
        expect(new Set([...apart, ...shown]).size).toBe(ratings.member.length);
        expect([...pairs(known), ...pairs(test)].sort()).toEqual(
          [...ratings.member].map((u, row) => `${u} ${ratings.film[row]}`).sort(),
        );
        // Only new members are known by ratings that nobody learned from.
        if (kind !== "cold-members") expect(shown).toEqual([]);
      }),
    );
  });

  test("the order of rows does not matter, the seed does", () => {
    const { ratings } = planted({ members: 40, films: 20 });
    const rows = [...ratings.member.keys()].reverse();
    const turned: Ratings = {
      ...ratings,
      member: Int32Array.from(rows, (row) => ratings.member[row] as number),
      film: Int32Array.from(rows, (row) => ratings.film[row] as number),
      value: Float32Array.from(rows, (row) => ratings.value[row] as number),
      at: Float64Array.from(rows, (row) => ratings.at[row] as number),
    };
    expect(splitRatings(turned, kind, 0.2, 3)).toEqual(splitRatings(ratings, kind, 0.2, 3));
    const timeless = { ...ratings, at: new Float64Array(ratings.at.length) };
    expect(splitRatings(timeless, kind, 0.2, 4)).not.toEqual(splitRatings(timeless, kind, 0.2, 3));
  });
});

const seeds = fc.nat(99);

test("by time, nothing held out is older than what is learned", () => {
  fc.assert(
    fc.property(audiences, seeds, (ratings, seed) => {
      const { training, validation, test } = splitRatings(ratings, "time", 0.3, seed);
      const latest = Math.max(...training.at);
      for (const at of [...validation.at, ...test.at]) expect(at).toBeGreaterThanOrEqual(latest);
      for (const at of validation.at)
        expect(Math.min(Number.POSITIVE_INFINITY, ...test.at)).toBeGreaterThanOrEqual(at);
    }),
  );
});

test("leave-last-out holds out one rating of each member with two, the latest", () => {
  fc.assert(
    fc.property(audiences, seeds, (ratings, seed) => {
      const { known, test } = splitRatings(ratings, "leave-last-out", 0.1, seed);
      for (let u = 0; u < ratings.memberIds.length; u++) {
        const theirs = [...ratings.member.keys()].filter((row) => ratings.member[row] === u);
        const held = historyOf(test, u).films;
        expect(held).toHaveLength(theirs.length >= 2 ? 1 : 0);
        const at = test.at[test.start[u] as number] as number;
        if (held.length === 1)
          for (const earlier of known.at.subarray(known.start[u], known.start[(u + 1) as number]))
            expect(earlier).toBeLessThanOrEqual(at);
      }
    }),
  );
});

test("cold films are in neither training nor validation, and all else is", () => {
  fc.assert(
    fc.property(audiences, seeds, (ratings, seed) => {
      const { training, validation, test } = splitRatings(ratings, "cold-films", 0.2, seed);
      expect(common(filmsOf(test), filmsOf(training))).toEqual([]);
      expect(common(filmsOf(test), filmsOf(validation))).toEqual([]);
      const rated = new Set(ratings.film).size;
      expect(filmsOf(test).size).toBe(rated === 1 ? 0 : Math.max(1, Math.round(0.2 * rated)));
    }),
  );
});

test("cold members are in neither training nor validation, and known by what they rated earlier", () => {
  fc.assert(
    fc.property(audiences, seeds, (ratings, seed) => {
      const { training, validation, test, known } = splitRatings(ratings, "cold-members", 0.2, seed);
      expect(common(membersOf(test), membersOf(training))).toEqual([]);
      expect(common(membersOf(test), membersOf(validation))).toEqual([]);
      for (const u of membersOf(test)) {
        const of = ({ start, at }: Histories): number[] => [...at.subarray(start[u], start[u + 1])];
        expect([of(known).length, of(known).length - 1]).toContain(of(test).length);
        expect(Math.max(...of(known))).toBeLessThanOrEqual(Math.min(...of(test)));
      }
    }),
  );
});

test("a share of the ratings, films or members is held out", () => {
  const { ratings } = planted({ members: 100, films: 51 });
  const share = (kind: "random" | "time"): number =>
    splitRatings(ratings, kind, 0.2, 1).test.film.length / ratings.film.length;
  expect(share("random")).toBeCloseTo(0.2, 3);
  expect(share("time")).toBeCloseTo(0.2, 3);
  expect(filmsOf(splitRatings(ratings, "cold-films", 0.2, 1).test).size).toBe(10);
  expect(membersOf(splitRatings(ratings, "cold-members", 0.2, 1).test).size).toBe(20);
});

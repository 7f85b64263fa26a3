import fc from "fast-check";
import { expect, test } from "vitest";
import { feedbackKinds } from "../../shared/contract/feedback.ts";
import {
  type DatedHistory,
  dislikingOf,
  type FilmFeedback,
  likingOf,
  mergedRatings,
  withFeedback,
} from "./feedback.ts";
import { historyOf } from "./model.ts";
import { allHistories } from "./split.ts";

const scale = { min: 1, max: 5, step: 1 };
const history = (entries: readonly (readonly [film: number, rating: number])[]): DatedHistory => ({
  films: Int32Array.from(entries, ([film]) => film),
  ratings: Float32Array.from(entries, ([, rating]) => rating),
  at: Uint32Array.from(entries, () => 5),
});
const said = (film: number, kind: FilmFeedback["kind"]): FilmFeedback => ({ film, kind, at: 9 });
const entries = ({ films, ratings }: DatedHistory) => Array.from(films, (film, n) => [film, ratings[n]]);

test("a thumb stands where there is no rating; choices know no dislikes, and ratings no attendance", () => {
  const rated = history([[2, 4]]);
  const feedback = [
    said(0, "up"),
    said(1, "down"),
    said(2, "down"),
    said(3, "dismissed"),
    said(4, "attendance"),
  ];
  expect(entries(withFeedback(rated, feedback, "rating", scale))).toEqual([
    [0, expect.closeTo(likingOf(scale), 5)],
    [1, expect.closeTo(dislikingOf(scale), 5)],
    [2, 4],
  ]);
  expect(entries(withFeedback(rated, feedback, "choice", scale))).toEqual([
    [0, expect.closeTo(likingOf(scale), 5)],
    [2, 4],
    [4, 4],
  ]);
});

test("histories merged into all ratings stand where their members stand, whoever they are", () => {
  const films = 6;
  const rows = fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(films - 1), fc.integer({ min: 1, max: 5 })), {
    selector: ([member, film]) => member * films + film,
    maxLength: 20,
  });
  const changes = fc.dictionary(
    fc.integer({ min: 0, max: 4 }).map(String),
    fc.array(fc.record({ film: fc.nat(films - 1), kind: fc.constantFrom(...feedbackKinds) }), {
      maxLength: 4,
    }),
  );
  fc.assert(
    fc.property(rows, changes, (all, given) => {
      const ordered = [...all].sort(([a, i], [b, j]) => a - b || i - j);
      const ratings = {
        memberIds: Int32Array.of(10, 11, 12, 13, 14),
        filmIds: Int32Array.from({ length: films }, (_, film) => film),
        member: Int32Array.from(ordered, ([member]) => member),
        film: Int32Array.from(ordered, ([, film]) => film),
        value: Float32Array.from(ordered, ([, , value]) => value),
        at: Float64Array.from(ordered, () => 5),
        scale,
      };
      const changed = new Map(
        Object.entries(given).map(([member, feedback]) => {
          const own = ordered
            .filter(([each]) => each === Number(member))
            .map(([, film, value]) => [film, value] as const);
          const all = feedback.map(({ film, kind }) => said(film, kind));
          return [Number(member), withFeedback(history(own), all, "rating", scale)];
        }),
      );
      const merged = allHistories(mergedRatings(ratings, changed));
      const before = { ...allHistories(ratings), changed };
      for (let member = 0; member < 5; member++) {
        const [a, b] = [historyOf(merged, member), historyOf(before, member)];
        expect([[...a.films], [...a.ratings]]).toEqual([[...b.films], [...b.ratings]]);
      }
    }),
  );
});

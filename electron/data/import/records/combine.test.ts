import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combineFilms, wholeShowing } from "./combine.ts";
import { emptyFilm } from "./films.ts";
import { identityOf, showingOf } from "./identity.ts";
import type { ShowingRecord } from "./record.ts";

const film = (more: object) => ({ ...emptyFilm("7", null), ...more });

describe("films", () => {
  test("the first word stays, gaps are filled, lists grow", () => {
    const catalogue = film({
      title: "Two Lines",
      year: 2018,
      genres: ["Drama"],
      people: [{ role: "director", name: "Ada B" }],
    });
    const links = film({
      title: "Other",
      year: 2019,
      imdbId: "tt1",
      genres: ["Drama", "War"],
      people: [{ role: "cast", name: "Ada B" }],
    });
    expect(combineFilms(catalogue, links)).toEqual({
      ...catalogue,
      imdbId: "tt1",
      genres: ["Drama", "War"],
      people: [
        { role: "director", name: "Ada B" },
        { role: "cast", name: "Ada B" },
      ],
    });
  });
  test("adding the same again changes nothing", () => {
    const any = fc
      .record({
        title: fc.option(fc.string({ minLength: 1 })),
        year: fc.option(fc.integer()),
        genres: fc.uniqueArray(fc.string()),
        people: fc.uniqueArray(fc.record({ role: fc.string(), name: fc.string() }), {
          selector: (p) => JSON.stringify(p),
        }),
      })
      .map(film);
    fc.assert(
      fc.property(any, any, (a, b) => {
        const both = combineFilms(a, b);
        expect(combineFilms(a, a)).toEqual(a);
        expect(combineFilms(both, b)).toEqual(both);
      }),
    );
  });
});

const part = fc.record({
  venue: fc.constant("Eight"),
  screen: fc.constant(null),
  film: fc.constant("7"),
  date: fc.constant("2018-03-16"),
  start: fc.constant(1_200),
  showings: fc.constant(1),
  capacity: fc.option(fc.integer({ min: 1, max: 300 })),
  admissions: fc.integer({ min: 0, max: 100 }),
  gross: fc.option(fc.integer({ min: 0, max: 1_000 })),
  part: fc.string(),
});

test("a showing of any parts, in any order, holds all guests and never more than its seats", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const all = parts as [ShowingRecord, ...ShowingRecord[]];
      const { showing, overfull } = wholeShowing(all);
      expect(showing.admissions).toBe(parts.reduce((sum, { admissions }) => sum + admissions, 0));
      expect(showing.gross).toBe(
        parts.some(({ gross }) => gross !== null)
          ? parts.reduce((sum, { gross }) => sum + (gross ?? 0), 0)
          : null,
      );
      if (showing.capacity !== null) expect(showing.capacity).toBeGreaterThanOrEqual(showing.admissions);
      expect(overfull === null).toBe(
        showing.capacity !== null || parts.every(({ capacity }) => capacity === null),
      );
      expect(wholeShowing(all.toReversed() as typeof all)).toEqual({ showing, overfull });
    }),
  );
});

test("parts of one showing share it and are told apart by what they are", () => {
  const [adult, child] = fc.sample(part, 2).map((record, i) => ({ ...record, part: `type ${i}` }));
  if (!adult || !child) throw new Error("no parts");
  expect(showingOf(adult)).toBe(showingOf(child));
  expect(identityOf({ kind: "showings", record: adult, film: null })).not.toBe(
    identityOf({ kind: "showings", record: child, film: null }),
  );
});

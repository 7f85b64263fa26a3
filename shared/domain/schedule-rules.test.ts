import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPlan } from "../../test/checker/check-plan.ts";
import { eightScreens, randomWeek } from "../../test/fixtures/house.ts";
import { smallRuledWeek } from "../../test/fixtures/rules.ts";
import { byDay, keepByDay } from "./by-day.ts";
import { seededRandom } from "./random.ts";
import { conflicts, conflictsOfMove, keepConflicts } from "./schedule-rules.ts";
import type { Candidate, ScheduledShowing } from "./slate.ts";

const house = eightScreens();
const film = (id: number, runtime: number, formats = ["2D"], minShowsPerDay = 0): Candidate => ({
  film: id,
  title: `Film ${id}`,
  titleZh: null,
  runtime,
  certificate: null,
  distributor: null,
  releaseDate: null,
  formats,
  minShowsPerDay,
  hasPoster: false,
});
const films = [film(1, 100), film(2, 90, ["3D"]), film(3, 120, ["2D"], 2)];
const showing = (id: string, of: number, screen: number, start: number): ScheduledShowing => ({
  id,
  film: of,
  screen,
  date: "2026-11-26",
  start,
  locked: false,
});
const rulesOf = (...showings: ScheduledShowing[]): string[] =>
  conflicts(house, films, showings).map(({ rule }) => rule);

describe("conflicts", () => {
  it("finds none in a schedule that keeps the rules", () => {
    expect(rulesOf(showing("a", 1, 1, 600), showing("b", 1, 1, 735), showing("c", 2, 2, 615))).toEqual([]);
  });

  it.each([
    ["opensLater", showing("a", 1, 1, 585)],
    ["lastStart", showing("a", 1, 1, 1380)],
    ["grid", showing("a", 1, 1, 607)],
    ["format", showing("a", 2, 5, 600)],
    ["unknownFilm", showing("a", 9, 1, 600)],
    ["unknownScreen", showing("a", 1, 99, 600)],
  ])("names %s", (rule, broken) => {
    expect(rulesOf(broken)).toEqual([rule]);
  });

  it("names closes where cleaning ends too late", () => {
    const long = [film(4, 180)];
    expect(conflicts(house, long, [showing("a", 4, 1, 1350)])).toEqual([]);
    expect(conflicts(house, [film(4, 185)], [showing("a", 4, 1, 1365)])).toMatchObject([{ rule: "closes" }]);
  });

  it("names a version that its screen cannot show", () => {
    const version = { format: "3D", audio: "en", subtitles: null };
    const flat = house.screens.find(({ formats }) => !formats.includes("3D"));
    if (!flat) throw new Error("every screen has 3D");
    expect(conflicts(house, films, [{ ...showing("a", 1, flat.screen, 600), version }])).toEqual([
      { rule: "version", showings: ["a"], params: { screen: flat.name, format: "3D" } },
    ]);
  });

  it("counts trailers and cleaning in overlaps", () => {
    expect(rulesOf(showing("a", 1, 1, 600), showing("b", 1, 1, 730))).toEqual(["grid"]);
    const [clash] = conflicts(house, films, [showing("a", 1, 1, 600), showing("b", 1, 1, 720)]);
    expect(clash).toEqual({ rule: "overlap", showings: ["a", "b"], params: { screen: 1, minutes: 10 } });
  });

  it("keeps starts of the house apart", () => {
    expect(rulesOf(showing("a", 1, 1, 600), showing("b", 1, 2, 600))).toEqual(["stagger"]);
    expect(rulesOf(showing("a", 1, 1, 600), showing("b", 1, 2, 615))).toEqual([]);
  });

  it("asks for minimum shows of the slate on every day", () => {
    const found = conflicts(house, films, [showing("a", 3, 1, 600)], [3], ["2026-11-26", "2026-11-27"]);
    expect(found.map(({ rule, params }) => [rule, params.have, params.need])).toEqual([
      ["minimumShows", 1, 2],
      ["minimumShows", 0, 2],
    ]);
  });

  it("agrees with the independent checker on random schedules", () => {
    let broken = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { house: small, candidates, days } = randomWeek(seed, { screens: 3, films: 4, days: 2 });
        const random = seededRandom(seed + 1);
        const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
        const showings = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, i) => ({
          id: `s${i}`,
          film: random() < 0.97 ? pick(candidates).film : 999,
          screen: random() < 0.97 ? pick(small.screens).screen : 999,
          date: pick(days),
          start: small.opens + (Math.floor((random() * 12 * 60) / small.grid) - 1) * small.grid,
          locked: false,
        }));
        const slate = candidates.map((candidate) => candidate.film);
        const ours = conflicts(small, candidates, showings, slate, days);
        const theirs = checkPlan({ house: small, candidates, days, showings, slate });
        if (ours.length > 0) broken++;
        expect(ours.length, theirs.join("\n")).toBe(theirs.length);
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(broken).toBeGreaterThan(100);
  });
});

describe("conflictsOfMove", () => {
  const day = Array.from({ length: 48 }, (_, i) => showing(`s${i}`, 1, 1 + (i % 8), 600 + 15 * i));

  it("tells only of the moved showing", () => {
    const moved = { ...(day[0] as ScheduledShowing), screen: 2 };
    const found = conflictsOfMove(house, films, [...day, showing("x", 2, 5, 1200)], moved);
    expect(found).toEqual([{ rule: "overlap", showings: ["s0", "s1"], params: { screen: 2, minutes: 115 } }]);
  });

  it("answers while a pointer moves: under 2 ms for a full day", () => {
    const times = Array.from({ length: 200 }, (_, i) => {
      const began = performance.now();
      conflictsOfMove(house, films, day, {
        ...(day[i % 48] as ScheduledShowing),
        start: 600 + 15 * (i % 50),
      });
      return performance.now() - began;
    }).sort((a, b) => a - b);
    expect(times[100]).toBeLessThan(2);
  });
});

describe("kept conflicts", () => {
  it("are those found anew, whatever is edited and asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = seededRandom(seed);
        const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
        const { house: small, candidates, days, ...week } = smallRuledWeek(seed);
        const films = [...candidates.map((each) => each.film), 999];
        const grouped = keepByDay();
        const kept = keepConflicts();
        let slate = candidates.map((each) => each.film).filter(() => random() < 0.6);
        let showings: readonly ScheduledShowing[] = [];
        for (let turn = 0; turn < 12; turn++) {
          if (random() < 0.1) slate = slate.slice(1);
          const id = `s${Math.floor(random() * 10)}`;
          const start = small.opens - 30 + 5 * Math.floor((random() * (small.closes - small.opens)) / 5);
          const place = { film: pick(films), screen: pick(small.screens).screen, date: pick(days), start };
          const others = showings.filter((each) => each.id !== id);
          showings = random() < 0.2 ? others : [...others, { id, ...place, locked: false }];
          expect(kept({ house: small, candidates, slate, days, own: week }, grouped(showings))).toEqual(
            keepConflicts()({ house: small, candidates, slate, days, own: week }, byDay(showings)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { parseInstance } from "../../shared/domain/schedule-instance.ts";
import { checkInstance } from "../../test/checker/check-instance.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { solveInstance } from "./solve-instance.ts";

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** Some ids mean something else to JavaScript. */
const ids = (most: number) =>
  fc.uniqueArray(fc.constantFrom("A", "B", "C", "toString", "constructor", "__proto__"), {
    minLength: 1,
    maxLength: most,
  });
const minute = fc.oneof(fc.integer({ min: 0, max: 2880 }), fc.constantFrom(0, 600, 2880));
const amount = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(0, 1e-9, 1e9, -1));
const shows = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 1000, 1001));
const part = (of: readonly string[], n: number) => ({ id: of[n] as string, from: n * 400 });

const instances = fc.tuple(ids(3), ids(4), ids(3), ids(3)).chain(([screens, films, parts, days]) => {
  const demand = fc.dictionary(fc.constantFrom(...parts), amount);
  return fc.record({
    format: fc.constant("marquee-instance"),
    formatVersion: fc.constantFrom(1, 1, 1, 1, 1, 1, 2),
    grid: fc.constantFrom(1, 7, 15, 15, 60, 120),
    before: fc.constantFrom(0, 15, 2880),
    after: fc.constantFrom(0, 10),
    days: maybe(fc.constant(days)),
    dayParts: fc.constant(parts.map((_, n) => part(parts, n))),
    screens: fc.tuple(
      ...screens.map((id) =>
        fc.record({
          id: fc.constant(id),
          capacity: amount,
          opens: fc.integer({ min: 0, max: 900 }),
          lastStart: maybe(minute),
          closes: fc.oneof(fc.integer({ min: 900, max: 2880 }), minute),
          before: maybe(fc.constantFrom(0, 25)),
          after: maybe(fc.constantFrom(0, 30, 2880)),
        }),
      ),
    ),
    films: fc.tuple(
      ...films.map((id) =>
        fc.record({
          id: fc.constant(id),
          runtime: fc.oneof(fc.integer({ min: 1, max: 240 }), fc.constantFrom(1, 1440)),
          before: maybe(fc.constantFrom(0, 5, 40)),
          after: maybe(fc.constantFrom(0, 20)),
          demand,
          demandByDay: maybe(fc.dictionary(fc.constantFrom(...days), demand)),
          screens: maybe(fc.subarray([...screens])),
          earliest: maybe(minute),
          latestEnd: maybe(minute),
          minShows: maybe(shows),
          maxShows: maybe(shows),
          minShowsInAll: maybe(shows),
          maxShowsInAll: maybe(shows),
          distributor: maybe(fc.constantFrom("A", "toString", "constructor")),
        }),
      ),
    ),
    repeatLoss: fc.constantFrom([], [0], [0.2, 0.5], [1]),
    starts: maybe(fc.record({ within: fc.constantFrom(1, 15, 240), most: fc.integer({ min: 1, max: 4 }) })),
    fairness: maybe(
      fc.record(
        {
          price: fc.constantFrom(0, 0.5, 20),
          shares: fc.dictionary(fc.constantFrom("A", "toString", "constructor"), fc.constantFrom(0, 0.3, 1)),
        },
        { requiredKeys: ["price"] },
      ),
    ),
    turnovers: maybe(
      fc.record({
        within: fc.constantFrom(1, 15, 240),
        most: fc.integer({ min: 0, max: 2 }),
        price: fc.constantFrom(0, 3, 1e6),
      }),
    ),
    locks: fc.array(
      fc.record({
        day: maybe(fc.constantFrom(...days)),
        film: fc.constantFrom(...films),
        screen: fc.constantFrom(...screens),
        start: fc.integer({ min: 0, max: 24 }).map((n) => n * 120),
      }),
      { maxLength: 2 },
    ),
  });
});

it("answers any instance with a schedule that keeps its rules, or says where and what is wrong", async () => {
  const solver = await loadSolver();
  const seconds = 1;
  const solved = async (text: string): Promise<void> => {
    const parsed = parseInstance(text);
    if (!parsed.ok) {
      expect(parsed.error).toEqual({
        type: "BadInstance",
        path: expect.any(String),
        problem: expect.stringMatching(/./),
      });
      return;
    }
    const call = { signal: new AbortController().signal, seconds, progress: () => undefined };
    const answer = await solveInstance(parsed.value, solver, call);
    if (!answer.ok) {
      expect(answer.error.films.length).toBeGreaterThan(0);
      return;
    }
    const { schedule, value, bound, gap } = answer.value;
    const checked = checkInstance(parsed.value, schedule);
    expect(checked.violations).toEqual([]);
    const rounding = 1e-6 * Math.max(1, Math.abs(bound));
    expect(Math.abs(value - checked.value)).toBeLessThan(rounding);
    expect(value).toBeLessThan(bound + rounding);
    expect(gap >= 0 && gap <= 1).toBe(true);
  };
  await fc.assert(
    fc.asyncProperty(instances, (instance) => solved(JSON.stringify(instance))),
    { numRuns: 400, seed: 5 },
  );
}, 120_000);

const screen = { id: "A", capacity: 100, opens: 600, closes: 1500 };
const film = { id: "one", runtime: 100, demand: { day: 80 } };
const small = {
  format: "marquee-instance",
  formatVersion: 1,
  grid: 15,
  before: 10,
  after: 10,
  days: ["Friday", "Saturday", "Sunday"],
  dayParts: [{ id: "day", from: 0 }],
  screens: [screen],
  films: [film],
};

it("counts a lock before opening among the starts that are too close", async () => {
  const parsed = parseInstance(
    JSON.stringify({
      ...small,
      days: ["Friday"],
      starts: { within: 240, most: 1 },
      locks: [{ film: "one", screen: "A", start: 450 }],
    }),
  );
  if (!parsed.ok) throw new Error(parsed.error.problem);
  const call = { signal: new AbortController().signal, seconds: 10, progress: () => undefined };
  const answer = await solveInstance(parsed.value, await loadSolver(), call);
  if (!answer.ok) throw new Error(answer.error.type);
  expect(checkInstance(parsed.value, answer.value.schedule).violations).toEqual([]);
});

it("refuses ids, locks and least numbers that cannot stand, with the place", () => {
  const faultOf = (change: object) => parseInstance(JSON.stringify({ ...small, ...change }));
  const lock = { day: "Friday", film: "one", screen: "A" };
  expect(
    faultOf({
      films: [{ ...film, minShows: 1, maxShowsInAll: 3 }],
      locks: [
        { ...lock, start: 600 },
        { ...lock, start: 900 },
      ],
    }),
  ).toMatchObject({ error: { path: "films[0]" } });
  const { day: _, ...withoutDay } = lock;
  expect(
    faultOf({
      days: ["Friday"],
      locks: [
        { ...lock, start: 600 },
        { ...withoutDay, start: 660 },
      ],
    }),
  ).toMatchObject({ error: { path: "locks[1]" } });
  expect(faultOf({ screens: [{ ...screen, id: "__proto__" }] })).toMatchObject({
    error: { path: "screens[0].id" },
  });
});

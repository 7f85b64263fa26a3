import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInstance, ScheduleInstance } from "./schedule-instance.ts";

const good = {
  format: "marquee-instance",
  formatVersion: 1,
  grid: 15,
  before: 15,
  after: 10,
  days: ["Friday", "Saturday"],
  dayParts: [
    { id: "day", from: 0 },
    { id: "evening", from: 1020 },
  ],
  screens: [{ id: "A", capacity: 200, opens: 600, closes: 1500 }],
  films: [{ id: "one", runtime: 100, demand: { day: 80, evening: 150 } }],
};
const parsed = (changes: object) => parseInstance(JSON.stringify({ ...good, ...changes }));
const [screen, film] = [good.screens[0] as object, good.films[0] as object];

describe("parseInstance", () => {
  it("fills in what may be left out", () => {
    expect(parsed({})).toMatchObject({ ok: true, value: { repeatLoss: [], locks: [] } });
  });

  it.each([
    ["format", { format: "other" }],
    ["grid", { grid: 0 }],
    ["films[0].runtime", { films: [{ ...film, runtime: 0.5 }] }],
    ["films[0]", { films: [{ ...film, rutime: 90 }] }],
    ["films", { films: [film, film] }],
    ["dayParts", { dayParts: [...good.dayParts].reverse() }],
    ["repeatLoss", { repeatLoss: [0.5, 0.2] }],
    ["screens[0]", { screens: [{ ...screen, closes: 600 }] }],
    ["films[0].demand", { films: [{ ...film, demand: { night: 3 } }] }],
    ["films[0].demandByDay", { films: [{ ...film, demandByDay: { Sunday: {} } }] }],
    ["films[0].screens", { films: [{ ...film, screens: ["B"] }] }],
    ["films[0]", { films: [{ ...film, minShows: 3, maxShows: 2 }] }],
    ["films[0]", { films: [{ ...film, minShows: 2, maxShowsInAll: 3 }] }],
    ["films[0]", { films: [{ ...film, minShowsInAll: 3, maxShowsInAll: 2 }] }],
    ["locks[0]", { locks: [{ film: "one", screen: "A", start: 600 }] }],
    ["locks[0]", { locks: [{ day: "Friday", film: "one", screen: "A", start: 601 }] }],
    [
      "locks[1]",
      {
        locks: [
          { day: "Friday", film: "one", screen: "A", start: 600 },
          { day: "Friday", film: "one", screen: "A", start: 705 },
        ],
      },
    ],
  ])("says what is wrong at %s", (path, changes) => {
    expect(parsed(changes)).toMatchObject({ ok: false, error: { type: "BadInstance", path } });
  });

  it("answers any text with an instance or a fault", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const answer = parseInstance(text);
        expect(answer.ok || answer.error.problem.length > 0).toBe(true);
      }),
    );
  });
});

it("the published schema is the one that is kept", () => {
  const published = JSON.parse(
    readFileSync(new URL("../../docs/instance.schema.json", import.meta.url), "utf8"),
  ) as unknown;
  expect(published).toEqual(z.toJSONSchema(ScheduleInstance, { io: "input" }));
});

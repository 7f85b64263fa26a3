import { expect, test } from "vitest";
import { optionsOf } from "./experience-options.ts";
import type { Condition, Effect, ExperienceReport } from "./experience-report.ts";

const effect = (condition: Condition, estimate: number): Effect => ({
  outcome: "rating",
  condition,
  segment: null,
  visits: 100,
  members: 50,
  estimate,
  low: estimate - 0.1,
  high: estimate + 0.1,
  q: 0.01,
  evidence: "associated",
});

test("an option adds up what is known of it, with the covariance of its parts", () => {
  const report: ExperienceReport = {
    tickets: 1,
    visits: 1,
    rated: 1,
    spread: 1,
    effects: [
      effect({ kind: "format", format: "LF" }, 0.2),
      effect({ kind: "dayPart", part: "late" }, 0),
      effect({ kind: "longAndLate" }, -0.3),
    ],
    inseparable: [],
    places: [],
    dropOff: [],
    longFilms: null,
    stops: [],
    joint: [
      {
        segment: null,
        conditions: [
          { kind: "format", format: "LF" },
          { kind: "dayPart", part: "late" },
          { kind: "longAndLate" },
        ],
        covariance: Float64Array.from([0.01, 0, 0, 0, 0.01, -0.005, 0, -0.005, 0.01]),
      },
    ],
    screens: [],
    seconds: 1,
  };
  const film = { runtime: 140, language: "en", versions: [{ format: "LF", audio: "en", subtitles: null }] };
  const options = optionsOf(report, film);
  expect(options[0]).toMatchObject({ part: "morning", estimate: 0.2 });
  const late = options.find(({ part }) => part === "late");
  expect(late?.conditions).toHaveLength(3);
  expect(late?.estimate).toBeCloseTo(-0.1, 9);
  expect((late?.high ?? 0) - (late?.low ?? 0)).toBeCloseTo(2 * 1.96 * Math.sqrt(0.02), 9);
  const short = optionsOf(report, { ...film, runtime: 90 }).find(({ part }) => part === "late");
  expect(short?.estimate).toBeCloseTo(0.2, 9);
});

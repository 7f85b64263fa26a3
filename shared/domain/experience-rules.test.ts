import { expect, it } from "vitest";
import { eightScreens } from "../../test/fixtures/house.ts";
import { ruleAgainst } from "./experience-rules.ts";
import { brokenRules } from "./rules/broken-rules.ts";
import { compileRules } from "./rules/measure.ts";
import { Rule } from "./rules/rule.ts";
import type { Candidate, ScheduledShowing } from "./slate.ts";

const dubbed = { format: "2D", audio: "nl", subtitles: null };
const original = { format: "2D", audio: "en", subtitles: "nl" };
const bare = { format: "2D", audio: "en", subtitles: null };
const film: Candidate = {
  film: 1,
  title: "Film",
  titleZh: null,
  runtime: 100,
  certificate: null,
  distributor: null,
  releaseDate: null,
  formats: ["2D"],
  minShowsPerDay: 0,
  hasPoster: false,
  versions: [dubbed, original, bare],
};
const house = eightScreens(15, 0);
const days = ["2026-11-26"];
const at = (over: Partial<ScheduledShowing>): ScheduledShowing => ({
  id: "a",
  film: 1,
  screen: 1,
  date: "2026-11-26",
  start: 700,
  locked: false,
  ...over,
});
const breaks = (rule: Rule | null, showing: ScheduledShowing): boolean =>
  brokenRules(
    compileRules({ house, candidates: [film], week: "2026-11-26" }, [Rule.parse(rule)]),
    [showing],
    {
      days,
      slate: new Set([1]),
    },
  ).length > 0;

it("keeps a film from hours", () => {
  const rule = ruleAgainst({ of: "hours", part: "late" }, 1, () => "");
  expect([1259, 1260, 1500].map((start) => breaks(rule, at({ start })))).toEqual([false, true, true]);
  const morning = ruleAgainst({ of: "hours", part: "morning" }, 1, () => "");
  expect([0, 719, 720].map((start) => breaks(morning, at({ start })))).toEqual([true, true, false]);
});

it("keeps a film from a room", () => {
  const rule = ruleAgainst({ of: "room", screen: 2 }, 1, () => "");
  expect([1, 2].map((screen) => breaks(rule, at({ screen })))).toEqual([false, true]);
});

it("keeps a film from a version by what tells it from the others", () => {
  const all = [dubbed, original, bare];
  const without = (version: typeof dubbed | typeof original) =>
    all.filter((each) =>
      breaks(
        ruleAgainst({ of: "version", version, all }, 1, () => ""),
        at({ version: each }),
      ),
    );
  expect(without(dubbed)).toEqual([dubbed]);
  expect(
    breaks(
      ruleAgainst({ of: "version", version: original, all: [original, bare] }, 1, () => ""),
      at({ version: original }),
    ),
  ).toBe(true);
  expect(
    ruleAgainst({ of: "version", version: bare, all: [bare, { ...bare, format: "3D" }] }, 1, () => ""),
  ).toBeNull();
});

import { expect, it } from "vitest";
import { ExportedPlan, exportedPlan, type PlanDocument } from "../../../shared/domain/plan-document.ts";
import { Rule } from "../../../shared/domain/rules/rule.ts";
import { compositionUses } from "./compositions.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const cut = (format: string, subtitles: string | null, cpl: string | null = null) => ({
  ...{ format, audio: "en", subtitles, cpl, contentTitle: null },
});
const plain = cut("2D", null, "00000000-0000-4000-8000-000000000001");
const subtitled = cut("2D", "zh");
const large = cut("IMAX", null);

const plan = planOf("2026-11-27");
const document: PlanDocument = {
  ...plan,
  films: plan.films.map((film) =>
    film.film === 1 ? { ...film, versions: [plain, subtitled, large] } : film,
  ),
};
const onFirst = document.showings.filter(({ film, screen }) => film === 1 && screen === 11);
const [first, second] = onFirst;

const usesOf = (changed: PlanDocument) =>
  compositionUses(changed, showingViews(changed))
    .filter(({ film, screen }) => film.film === 1 && screen.screen === 11)
    .map(({ version, showings }) => ({ version, showings }));

it("lists every version that fits where none is chosen, and only the chosen one where all are", () => {
  const any = onFirst.length;
  expect(usesOf(document)).toEqual([
    { version: plain, showings: any },
    { version: subtitled, showings: any },
    { version: large, showings: any },
  ]);
  const { format, audio, subtitles } = subtitled;
  const showings = document.showings.map((showing) =>
    onFirst.includes(showing) ? { ...showing, version: { format, audio, subtitles } } : showing,
  );
  expect(usesOf({ ...document, showings })).toEqual([{ version: subtitled, showings: any }]);
});

it("a key's window is that of the showings which may play the version", () => {
  if (!first || !second) throw new Error("the fixture shows film 1 less than twice on screen 1");
  const { format, audio, subtitles } = plain;
  const showings = [{ ...first, version: { format, audio, subtitles } }, second];
  const changed = { ...document, showings };
  const views = showingViews(changed);
  const uses = compositionUses(changed, views);
  expect(uses.map(({ version, showings: n }) => [version?.format, version?.subtitles, n])).toEqual([
    ["2D", null, 2],
    ["2D", "zh", 1],
    ["IMAX", null, 1],
  ]);
  const [of, other] = views;
  expect(uses[0]?.from).toEqual(of?.instants.start);
  expect(uses.slice(1).map(({ from }) => from)).toEqual([other?.instants.start, other?.instants.start]);
  expect([of?.formats, other?.formats]).toEqual([["2D"], ["2D", "IMAX"]]);
});

it("a version that the library has lost is still named, and goes out and comes back with the plan", () => {
  if (!first) throw new Error("the fixture does not show film 1");
  const version = { format: "2D", audio: "fr", subtitles: null };
  const changed = { ...document, showings: [{ ...first, version }] };
  const [view] = showingViews(changed);
  expect(view?.versions).toEqual([{ ...version, cpl: null, contentTitle: null }]);
  const written = ExportedPlan.parse(JSON.parse(JSON.stringify(exportedPlan(changed))));
  expect(written.showings[0]?.version).toEqual(version);
});

it("rules of versions leave only those that keep them, by the hour", () => {
  if (!first || !second) throw new Error("the fixture shows film 1 less than twice on screen 1");
  const [early, late] = [first, second].sort((a, b) => a.start - b.start) as [typeof first, typeof first];
  const rule = (params: object, scope: object = {}) =>
    Rule.parse({ id: JSON.stringify(params), kind: "version", params, scope });
  const rules = [
    rule({ subtitles: ["zh"], from: late.start }, { films: [1] }),
    rule({ subtitles: ["none"], to: late.start }),
  ];
  const changed = { ...document, rules, showings: [early, late] };
  expect(usesOf(changed)).toEqual([
    { version: plain, showings: 1 },
    { version: large, showings: 1 },
    { version: subtitled, showings: 1 },
  ]);
  expect(showingViews(changed).map(({ formats }) => formats)).toEqual([["2D", "IMAX"], ["2D"]]);
});

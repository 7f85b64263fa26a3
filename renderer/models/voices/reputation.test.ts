import { expect, test } from "vitest";
import type { SubjectKind } from "../../../shared/contract/reputation.ts";
import type { Said, SaidSubjects } from "../../../shared/contract/said.ts";
import { aspects } from "../../../shared/domain/voices.ts";
import { alertsOf } from "./alerts.ts";
import { levelOf, subjectsOf, summaryOf } from "./reputation.ts";

const day = 86_400;
const start = Date.parse("2026-01-05T00:00:00Z") / 1000;
const known: SaidSubjects = {
  films: Array.from({ length: 7 }, (_, n) => ({
    id: n + 1,
    title: `Film ${n + 1}`,
    titleZh: null,
    releaseDate: "2026-01-05",
    studio: n < 2 ? "S" : "",
    series: n < 3 ? "Saga" : "",
    seriesZh: n === 1 ? "传奇" : null,
  })),
  people: [{ film: 1, person: 5, name: "Ann", nameZh: null }],
  venues: [{ id: 9, name: "House", nameZh: null }],
};
interface Row {
  readonly film?: number;
  readonly venue?: number;
  readonly series?: string;
  readonly days: number;
  readonly positive: number;
  readonly burst?: number;
}
const saidOf = (rows: readonly Row[]): Said => ({
  ids: Int32Array.from(rows, (_, n) => n + 1),
  films: Int32Array.from(rows, ({ film }) => film ?? 0),
  venues: Int32Array.from(rows, ({ venue }) => venue ?? 0),
  brands: rows.flatMap(({ series }, row) => (series ? [{ row, kind: "series", name: series }] : [])),
  at: Float64Array.from(rows, ({ days }) => start + days * day),
  positive: Float32Array.from(rows, ({ positive }) => positive),
  languages: new Uint8Array(rows.length),
  copies: new Uint8Array(rows.length),
  bursts: Int32Array.from(rows, ({ burst }) => burst ?? 0),
  mentions: {
    of: Int32Array.of(0, 1),
    aspects: Uint8Array.of(aspects.indexOf("story"), aspects.indexOf("story")),
    feelings: Float32Array.of(1, -1),
  },
  keptBack: 0,
});

test("few texts are wide, many narrow, and none stands at what is usual", () => {
  const width = (n: number): number => levelOf(0.8 * n, n, 0.6).high - levelOf(0.8 * n, n, 0.6).low;
  expect(width(2)).toBeGreaterThan(3 * width(100));
  expect(levelOf(0, 0, 0.6)).toMatchObject({ value: 0.6, low: 0, high: 1 });
});

test("films, their people and studios hold the same texts; houses hold theirs", () => {
  const said = saidOf([
    { film: 1, days: 0, positive: 0.9 },
    { film: 2, days: 1, positive: 0.1 },
    { venue: 9, days: 2, positive: 0.5 },
  ]);
  const rows = (kind: SubjectKind) => subjectsOf(kind, said, known).map(({ key, rows: held }) => [key, held]);
  expect(rows("film")).toEqual([
    ["1", [0]],
    ["2", [1]],
  ]);
  expect(rows("studio")).toEqual([["S", [0, 1]]]);
  expect(rows("person")).toEqual([["5", [0]]]);
  expect(rows("venue")).toEqual([["9", [2]]]);
});

test("a series holds the texts of its films and those on itself, in their order, by both names", () => {
  const said = saidOf([
    { film: 3, days: 0, positive: 0.9 },
    { series: "Saga", days: 1, positive: 0.2 },
    { film: 1, days: 2, positive: 0.4 },
    { film: 4, days: 3, positive: 0.4 },
    { series: "Gone", days: 4, positive: 0.5 },
  ]);
  expect(subjectsOf("series", said, known)).toMatchObject([
    { key: "Saga", nameZh: "传奇", rows: [0, 1, 2] },
    { key: "Gone", nameZh: null, rows: [4] },
  ]);
  expect(subjectsOf("studio", said, known).map(({ rows }) => rows)).toEqual([[2]]);
});

test("a burst is an alert and moves no level; weeks, share of voice and age are counted from what is left", () => {
  const said = saidOf([
    { film: 1, days: 0, positive: 0.9 },
    { film: 1, days: 8, positive: 0.7 },
    ...Array.from({ length: 12 }, () => ({ film: 1, days: 8, positive: 0, burst: 3 })),
    ...[2, 3, 4, 5, 6, 7].map((film) => ({ film, days: 9, positive: 0.5 })),
  ]);
  const subjects = subjectsOf("film", said, known);
  const found = summaryOf("film", said, subjects[0] as (typeof subjects)[number], subjects);
  expect(found).toMatchObject({ key: "1", texts: 14, apart: 12, alerts: 1, spanDays: 7, peers: 6 });
  expect(found.found[0]).toMatchObject({ kind: "burst", at: "2026-01-13", texts: 12 });
  expect(found.level.value).toBeGreaterThan(0.6);
  expect(found.spans.map(({ from, texts }) => [from, texts])).toEqual([
    ["2026-01-05", 1],
    ["2026-01-12", 1],
  ]);
  expect(found.spans[1]?.share?.value).toBeLessThan(0.2);
  expect(found.byAge[1]).toMatchObject({ week: 1, peers: 0.5 });
  expect(found.aspects[0]).toMatchObject({ aspect: "story", texts: 2, praise: [1], blame: [2] });
});

test("a studio turns where more than one of its films does; what one film brings, or another film's level, is no alert", () => {
  const story = (second: (day: number) => number, first: (day: number) => number): number => {
    const rows = Array.from({ length: 80 }, (_, n): Row => {
      const film = 1 + (n % 2);
      const wobble = n % 4 < 2 ? 0.1 : -0.1;
      return { film, days: n, positive: (film === 1 ? first(n) : second(n)) + wobble };
    });
    const said = saidOf(rows);
    const [studio] = subjectsOf("studio", said, known);
    return alertsOf("studio", said, studio?.rows ?? []).length;
  };
  const falls = (day: number): number => (day < 40 ? 0.8 : 0.2);
  expect(story(falls, falls)).toBe(1);
  expect(story(falls, () => 0.5)).toBe(0);
  expect(
    story(
      () => 0.8,
      () => 0.3,
    ),
  ).toBe(0);
});

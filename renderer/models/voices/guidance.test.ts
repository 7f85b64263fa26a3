import { expect, test } from "vitest";
import type { Said, SaidSubjects, ShownText } from "../../../shared/contract/said.ts";
import { aspects } from "../../../shared/domain/voices.ts";
import { aspectLevels, attentionOf, leadQuotes, phasesOf, praising, troublesOf } from "./guidance.ts";

const day = 86_400;
const release = Date.parse("2026-01-05T00:00:00Z") / 1000;
interface Row {
  readonly film?: number;
  readonly days: number;
  readonly positive?: number;
  readonly on?: readonly (readonly [aspect: (typeof aspects)[number], feeling: number])[];
  readonly copy?: boolean;
}
const saidOf = (rows: readonly Row[]): Said => {
  const mentions = rows.flatMap(({ on = [] }, n) => on.map(([aspect, feeling]) => ({ n, aspect, feeling })));
  return {
    ids: Int32Array.from(rows, (_, n) => n + 1),
    films: Int32Array.from(rows, ({ film }) => film ?? 1),
    venues: new Int32Array(rows.length),
    brands: [],
    at: Float64Array.from(rows, ({ days }) => release + days * day),
    positive: Float32Array.from(rows, ({ positive }) => positive ?? 0.8),
    languages: new Uint8Array(rows.length),
    copies: Uint8Array.from(rows, ({ copy }) => (copy ? 1 : 0)),
    bursts: new Int32Array(rows.length),
    mentions: {
      of: Int32Array.from(mentions, ({ n }) => n),
      aspects: Uint8Array.from(mentions, ({ aspect }) => aspects.indexOf(aspect)),
      feelings: Float32Array.from(mentions, ({ feeling }) => feeling),
    },
    keptBack: 0,
  };
};
const known: SaidSubjects = {
  films: [1, 2].map((id) => ({
    id,
    title: `Film ${id}`,
    titleZh: null,
    releaseDate: "2026-01-05",
    studio: "",
    series: "",
    seriesZh: null,
  })),
  people: [],
  venues: [],
};
const usual = aspects.map(() => 0.5);

test("an aspect that many love stands above one that two love, and few texts are wide", () => {
  const said = saidOf([
    ...Array.from({ length: 30 }, (_, n): Row => ({ days: n, on: [["story", n < 27 ? 1 : -1]] })),
    { days: 31, on: [["sound", 1]] },
    { days: 32, on: [["sound", 1]] },
  ]);
  const [first, second] = aspectLevels(said, [...said.ids.keys()], usual);
  expect([first?.aspect, second?.aspect]).toEqual(["story", "sound"]);
  const width = (of: typeof first): number => (of ? of.level.high - of.level.low : 0);
  expect(width(second)).toBeGreaterThan(2 * width(first));
  expect(aspectLevels(said, [30, 31], usual).map(({ texts }) => texts)).toEqual([2]);
});

test("quotes are short and praise without blame, no copies, and few of one aspect", () => {
  const said = saidOf([
    { days: 0, positive: 0.9 },
    { days: 1, positive: 0.99, copy: true },
    { days: 2, positive: 0.4 },
  ]);
  expect(praising(said, [0, 1, 2])).toEqual([0]);
  const text = (id: number, words: string, more: Partial<ShownText> = {}): ShownText => ({
    ...{ id, at: 1, channel: "review", rating: null, text: words },
    mentions: [{ aspect: "story", feeling: 1, from: 0, to: 9 }],
    ...more,
  });
  const story = "A story that I shall not forget soon";
  const quotes = leadQuotes(
    [
      text(1, story),
      text(2, story),
      text(3, story),
      text(4, "good"),
      text(5, story.repeat(9)),
      text(6, story, { rating: 2 }),
      text(7, story, { mentions: [{ aspect: "pace", feeling: -1, from: 0, to: 9 }] }),
      text(8, "配乐动人，至今难忘，值得再看一遍", {
        mentions: [{ aspect: "sound", feeling: 1, from: 0, to: 9 }],
        rating: 5,
      }),
    ],
    ["sound", "story"],
    3.7,
  );
  expect(quotes.map(({ id }) => id)).toEqual([8, 1, 2]);
  expect(quotes[0]?.aspects).toEqual(["sound"]);
});

test("phases follow when films are talked about and seen, with dates from the release", () => {
  const rows = Array.from({ length: 20 }, (_, n): Row => ({ film: 2, days: n - 10 }));
  const run = Array.from({ length: 40 }, (_, n) => n);
  const seats = {
    film: Int32Array.from(run, () => 1),
    day: Int32Array.from(run, (n) => release / day + n),
    seen: Float64Array.from(run, (n) => (n < 10 ? 90 : 10)),
    expected: Float64Array.from(run, () => 10),
  };
  const attention = attentionOf(1, saidOf(rows), known, seats);
  expect(attention.announceFrom).toBe(-10);
  expect(attention.ends).toEqual({ open: 6, hold: 15, last: 33 });
  expect(attention.weeks.find(({ week }) => week === 0)).toMatchObject({ own: null, seats: 630 / 1200 });
  const levels = aspectLevels(
    saidOf([
      ...Array.from(
        { length: 20 },
        (_, n): Row => ({
          days: n,
          on: [
            ["acting", 1],
            ["pace", -1],
          ],
        }),
      ),
    ]),
    Array.from({ length: 20 }, (_, n) => n),
    usual,
  );
  const phases = phasesOf(attention, "2026-01-05", levels);
  expect(phases.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["announce", "2025-12-26", "2026-01-04"],
    ["open", "2026-01-05", "2026-01-11"],
    ["hold", "2026-01-12", "2026-01-20"],
    ["last", "2026-01-21", "2026-02-07"],
  ]);
  expect(phases[1]).toMatchObject({ lead: "acting", answer: "pace" });
  expect(phasesOf(attention, null, []).every(({ from, lead }) => from === null && lead === null)).toBe(true);
  const unknown = {
    film: new Int32Array(0),
    day: new Int32Array(0),
    seen: new Float64Array(0),
    expected: new Float64Array(0),
  };
  expect(attentionOf(1, saidOf([]), known, unknown)).toMatchObject({ announceFrom: -14, ends: { open: 13 } });
});

test("an aspect whose praise fell is told with the texts that blame it; one that varies is not", () => {
  const rows = [
    ...Array.from(
      { length: 20 },
      (_, n): Row => ({
        days: n,
        on: [
          ["sound", 1],
          ["story", n % 2 ? 1 : -1],
        ],
      }),
    ),
    ...Array.from(
      { length: 8 },
      (_, n): Row => ({
        days: 60 + n,
        on: [
          ["sound", -1],
          ["story", n % 2 ? 1 : -1],
        ],
      }),
    ),
  ];
  const said = saidOf(rows);
  const [trouble, ...others] = troublesOf(said, known, [...said.ids.keys()]);
  expect(others).toEqual([]);
  expect(trouble).toMatchObject({ kind: "aspect", aspect: "sound", before: 1, after: 0, texts: 8 });
  expect(trouble?.evidence).toEqual([28, 27, 26, 25]);
});

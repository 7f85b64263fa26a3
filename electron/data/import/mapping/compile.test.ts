import { describe, expect, test } from "vitest";
import type { FieldMapping, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { byField } from "./by-field.ts";
import { tryMapping } from "./try-mapping.ts";

const now = Date.UTC(2026, 10, 24) / 1000;

/** A mapping whose columns are called as the fields are. */
const mappingOf = (
  kind: RecordKind,
  fields: Record<string, FieldMapping["as"] | string>,
  options: TableMapping["options"] = {},
): { columns: string[]; mapping: TableMapping } => ({
  columns: Object.keys(fields).filter((name) => typeof fields[name] !== "string"),
  mapping: {
    match: { name: "*", columns: [] },
    kind,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, as]) => [
        name,
        typeof as === "string" ? { column: null, constant: as } : { column: name, as },
      ]),
    ),
    options,
  },
});
const rowsOf = (...rows: readonly (readonly string[])[]) =>
  rows.map((cells, i) => ({ line: i + 1, cells, damage: null }));

const tried = ({ columns, mapping }: ReturnType<typeof mappingOf>, ...rows: readonly (readonly string[])[]) =>
  tryMapping(columns, rowsOf(...rows), mapping, { now });
const notes = (trial: ReturnType<typeof tried>) =>
  trial.rows.flatMap(({ line, notes: all }) =>
    all.map(({ rule, field, detail }) => [line, rule, field, detail]),
  );

describe("showings", () => {
  const days = mappingOf("showings", {
    film: {},
    venue: {},
    date: {},
    showings: {},
    capacity: {},
    admissions: {},
    gross: {},
  });
  test("a capacity that cannot be is unknown, the attendance is kept; the detail says both numbers", () => {
    const trial = tried(
      days,
      ["7", "Eight", "2018-03-16", "2", "559.04", "267", "32030"],
      ["7", "Eight", "2018-03-17", "1", "-2", "21", "2100"],
      ["7", "Eight", "2018-03-18", "1", "101.0004", "105", "12600"],
      ["7", "Eight", "2018-03-19", "0", "100", "100", "-5"],
    );
    expect(notes(trial)).toEqual([
      [2, "capacity-not-positive", "capacity", "-2"],
      [3, "occupancy-over-100", "capacity", "105 / 101.0004"],
      [4, "showings-not-positive", "showings", "0"],
      [4, "negative-money", "gross", "-5"],
    ]);
    expect(trial.counts).toEqual({ accepted: 1, repaired: 3, rejected: 0, leftOut: 0 });
    expect(trial.rows.map(({ record }) => [record.capacity, record.admissions])).toEqual([
      ["559", "267"],
      [null, "21"],
      [null, "105"],
      ["100", "100"],
    ]);
  });

  test("seats follow from the share of them that was taken, where only that is told", () => {
    const shares = mappingOf("showings", {
      film: {},
      venue: {},
      date: {},
      admissions: {},
      occupancy: { unit: "percent" },
    });
    const trial = tried(
      shares,
      ["7", "Eight", "2018-03-16", "30", "25"],
      ["7", "Eight", "2018-03-17", "105", "104.5"],
      ["7", "Eight", "2018-03-18", "0", "0"],
      ["7", "Eight", "2018-03-19", "5", "?"],
    );
    expect(trial.rows.map(({ record }) => record.capacity)).toEqual(["120", null, null, null]);
    expect(notes(trial)).toEqual([
      [2, "occupancy-over-100", "occupancy", "105 / 104.5 %"],
      [4, "unreadable-value", "occupancy", "?"],
    ]);
  });

  test("rows without a film, day or number of guests are refused by name", () => {
    const trial = tried(
      days,
      ["", "Eight", "2018-03-16", "1", "", "1", ""],
      ["7", "", "2018-03-16", "1", "", "1", ""],
      ["7", "Eight", "", "1", "", "1", ""],
      ["7", "Eight", "2018-02-30", "1", "", "1", ""],
      ["7", "Eight", "2027-01-01", "1", "", "1", ""],
      ["7", "Eight", "2018-03-16", "1", "", "", ""],
      ["7", "Eight", "2018-03-16", "1", "", "many", ""],
      ["7", "Eight", "2018-03-16", "1", "", "-6", ""],
      ["7", "Eight", "2018-03-16"],
      ["7", "Eight\0", "2018-03-16", "1", "", "1", ""],
    );
    expect(notes(trial).map(([, rule, field]) => [rule, field])).toEqual([
      ["missing-required", "film"],
      ["missing-required", "venue"],
      ["missing-required", "date"],
      ["impossible-date", "date"],
      ["future-date", "date"],
      ["missing-required", "admissions"],
      ["unreadable-number", "admissions"],
      ["negative-admissions", "admissions"],
      ["wrong-columns", null],
      ["nul-character", null],
    ]);
    expect(trial.counts.rejected).toBe(10);
  });

  test("clock times make showings; the small hours belong to the day before; parts carry type and price", () => {
    const sales = mappingOf("showings", {
      filmTitle: {},
      venue: "Lantern House",
      date: { dates: "mdy" },
      start: { dates: "mdy" },
      part: {},
      price: {},
      admissions: {},
    });
    const trial = tried(
      sales,
      ["Two Lines", "Mar 16, 2018 5:00:00 PM", "Mar 16, 2018 5:00:00 PM", "Adult", "8.75", "6"],
      ["two  lines!", "Mar 17, 2018", "12:30 AM", "Member", "0", "1"],
      ["Two Lines", "Mar 17, 2018", "late", "Member", "0", "1"],
    );
    expect(trial.rows.map(({ record }) => record)).toMatchObject([
      { film: "title:two lines", date: "2018-03-16", start: "17:00", part: "Adult @ 8.75", gross: "52.5" },
      {
        film: "title:two lines",
        date: "2018-03-16",
        start: "24:30",
        part: "Member @ 0",
        venue: "Lantern House",
      },
      {},
    ]);
    expect(notes(trial)).toEqual([[3, "impossible-time", "start", "late"]]);
  });
});

describe("interactions", () => {
  test("keys that are numbers, ratings on their scale, times of the past", () => {
    const ratings = mappingOf("interactions", {
      member: { keys: "wholeNumbers" },
      film: { keys: "wholeNumbers" },
      rating: { scale: { min: 1, max: 5, step: 1 } },
      at: { dates: "epochSeconds" },
    });
    const trial = tried(
      ratings,
      ["1", "007", "5.0", "881250949"],
      ["0", "1", "5", "881250949"],
      ["1", "3000000000", "5", "881250949"],
      ["1", "1", "6", "881250949"],
      ["1", "1", "", "881250949"],
      ["1", "1", "5", String(now + 10 * 86_400)],
    );
    expect(notes(trial)).toEqual([
      [2, "bad-identifier", "member", "0"],
      [3, "bad-identifier", "film", "3000000000"],
      [4, "rating-outside-scale", "rating", "6"],
      [5, "rating-outside-scale", "rating", ""],
      [6, "impossible-time", "at", String(now + 10 * 86_400)],
    ]);
    expect(trial.rows[0]?.record).toEqual({
      member: "1",
      film: "7",
      kind: "rating",
      at: "1997-12-04T15:55:49Z",
      value: "5",
    });
  });

  test("the first thing a row tells is its kind", () => {
    const loyalty = mappingOf("interactions", {
      member: {},
      film: {},
      tickets: {},
      watched: { unit: "seconds" },
      completion: { unit: "percent" },
      at: { dates: "dmy" },
    });
    const trial = tried(
      loyalty,
      ["a", "f", "2", "", "", "16/03/2018 20:15"],
      ["a", "f", "", "5400", "", "16.03.2018"],
      ["a", "f", "", "", "87", "16-03-18"],
      ["a", "f", "", "", "", "16-03-18"],
      ["a", "f", "1.5", "", "", "16-03-18"],
    );
    expect(trial.rows.map(({ record: { kind, value } }) => [kind, value])).toEqual([
      ["ticket", "2"],
      ["view", "90"],
      ["completion", "0.87"],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(notes(trial).map(([line, rule]) => [line, rule])).toEqual([
      [4, "impossible-amount"],
      [5, "impossible-amount"],
    ]);
  });
});

describe("films", () => {
  test("everything a catalogue tells, and what it gets wrong", () => {
    const catalogue = mappingOf("films", {
      key: {},
      title: {},
      releaseDate: { dates: "dmy" },
      year: {},
      runtime: {},
      language: {},
      genres: { list: "json" },
      directors: { list: { separator: ";" } },
      budget: { decimal: "," },
      imdbId: {},
    });
    const good = [
      "12.0",
      "=A Film",
      "16.03.2018",
      "",
      "2h 3m",
      "French",
      '[{"name":"Drama"}]',
      "Ada B; Li C",
      "1.500,5",
      "tt12",
    ];
    const trial = tried(
      catalogue,
      good,
      ["2", "", "31.02.2018", "1492", "9999", "Klingon", "[", "", "-3", "x"],
      ["", '=HYPERLINK("x")', "", "2019", "", "", "", "", "", ""],
      ["", "", "", "", "", "", "", "", "", ""],
    );
    expect(trial.rows[0]).toMatchObject({
      outcome: "accepted",
      record: {
        key: "12",
        title: "=A Film",
        year: "2018",
        releaseDate: "2018-03-16",
        runtime: "123",
        language: "fr",
        genres: "Drama",
        people: "director: Ada B, director: Li C",
        budget: "1500.5",
        imdbId: "tt0000012",
      },
    });
    expect(notes(trial)).toEqual([
      [2, "unreadable-value", "genres", "["],
      [2, "unreadable-date", "releaseDate", "31.02.2018"],
      [2, "impossible-year", "year", "1492"],
      [2, "blank-title", "title", "2"],
      [2, "impossible-runtime", "runtime", "9999"],
      [2, "unreadable-value", "language", "Klingon"],
      [2, "unreadable-link", "imdbId", "x"],
      [2, "negative-money", "budget", "-3"],
      [3, "formula-text", "title", '=HYPERLINK("x")'],
      [4, "missing-required", "key", ""],
    ]);
    expect(trial.rows[2]?.record.key).toBe("title:hyperlink x 2019");
  });

  test("flags, titles with article and year, and codes for no title", () => {
    const flagged = mappingOf("films", {
      key: { keys: "wholeNumbers" },
      title: { titles: "articleLast", labels: { unknown: "" } },
      genres: { flags: ["unknown", "Children's", "Drama"] },
    });
    const columns = ["key", "title", "genres", "g1", "g2"];
    const trial = tryMapping(
      columns,
      rowsOf(["1", "Orchard, The (1995)", "0", "1", "1"], ["2", "unknown", "1", "0", "7"]),
      flagged.mapping,
      { now },
    );
    expect(trial.rows.map(({ record }) => [record.title, record.year, record.genres])).toEqual([
      ["The Orchard", "1995", "Children, Drama"],
      ["#2", null, null],
    ]);
    expect(notes(trial)).toEqual([
      [2, "unknown-genre", "genres", "7"],
      [2, "blank-title", "title", "2"],
    ]);
  });
});

describe("reviews", () => {
  const reviews = mappingOf("reviews", { polarity: { polarity: { "1": -1, "0": 1 } }, text: {} });
  test("labels, languages and keys that stay the same", () => {
    const trial = tried(reviews, ["1", "比较 失望"], ["0", "a warm film"], ["?", "Caf\uFFFD"], ["1", "  "]);
    expect(trial.rows.map(({ record }) => [record.polarity, record.language])).toEqual([
      ["-1", "zh"],
      ["1", "en"],
      [null, "en"],
      [undefined, undefined],
    ]);
    expect(notes(trial)).toEqual([
      [3, "broken-encoding", "text", "Caf\uFFFD"],
      [3, "unknown-label", "polarity", "?"],
      [4, "blank-text", "text", ""],
    ]);
    const again = tried(reviews, ["0", "a warm film"]);
    expect(again.rows[0]?.record.key).toBe(trial.rows[1]?.record.key);
    expect(trial.rows[0]?.record.key).not.toBe(trial.rows[1]?.record.key);
  });
});

test("members tell traits; a name is taken only where it is mapped", () => {
  const members = mappingOf("members", {
    key: {},
    ageBand: {},
    gender: {},
    occupation: { labels: { "4": "student" } },
    area: {},
  });
  const trial = tried(members, ["m1", "17", "女", "4", "85711"], ["m2", "old", "X", "99", ""]);
  expect(trial.rows[0]?.record).toMatchObject({
    ageBand: "0-17",
    gender: "F",
    occupation: "student",
    area: "857",
    identifiers: null,
  });
  expect(notes(trial).map(([, rule, field, detail]) => [rule, field, detail])).toEqual([
    ["unreadable-trait", "occupation", "99"],
    ["unreadable-trait", "ageBand", "old"],
    ["unreadable-trait", "gender", "X"],
  ]);
});

test("venues, screens, tags and posters", () => {
  expect(
    tried(
      mappingOf("venues", { name: {}, timeZone: {} }),
      ["Eight", "Europe/Amsterdam"],
      ["Nine", "Mars"],
      ["", ""],
    ).counts,
  ).toEqual({ accepted: 1, repaired: 1, rejected: 1, leftOut: 0 });
  expect(
    notes(
      tried(
        mappingOf("screens", { venue: {}, name: {}, capacity: {} }),
        ["Eight", "1", "0"],
        ["Eight", "", "9"],
      ),
    ),
  ).toEqual([
    [1, "capacity-not-positive", "capacity", "0"],
    [2, "missing-required", "name", ""],
  ]);
  expect(
    notes(
      tried(
        mappingOf("tags", { member: {}, film: {}, text: {} }),
        ["a", "7", " "],
        ["a", "7", "x".repeat(501)],
      ),
    ),
  ).toEqual([
    [1, "blank-tag", "text", "7"],
    [2, "overlong-text", "text", "501"],
  ]);
  expect(
    tried(
      mappingOf("posters", { filmTitle: { titles: "articleLast" }, image: {} }),
      ["Orchard, The (1995)", "a/Orchard.JPG"],
      ["x", "notes.txt"],
    ).rows.map(({ record }) => record.film ?? null),
  ).toEqual(["title:the orchard 1995", null]);
});

test("a poster without a table finds its film by its name", () => {
  const posters = mappingOf("posters", { image: {} });
  const trial = tried(
    posters,
    ["a/tt0114709.jpg"],
    ["TMDB-862.png"],
    ["F0017.webp"],
    ["b/Two_Lines_(2018).JPG"],
    [".jpg"],
    ["notes.txt"],
    [""],
  );
  expect(trial.rows.map(({ record }) => [record.film, record.filmTitle, record.filmYear])).toEqual([
    ["tt0114709", null, null],
    ["862", null, null],
    ["F0017", undefined, undefined],
    ["title:two lines 2018", "Two Lines", "2018"],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
  expect(notes(trial).map(([line, rule]) => [line, rule])).toEqual([
    [5, "missing-required"],
    [6, "not-an-image"],
    [7, "missing-required"],
  ]);
});

test("rows that the mapping does not mean are left out without a rule", () => {
  const films = mappingOf(
    "films",
    { key: {}, title: {}, certificate: {} },
    { keep: { column: "certificate", values: ["movie"] } },
  );
  expect(tried(films, ["1", "A", "movie"], ["2", "B", "tvEpisode"]).counts).toEqual({
    accepted: 1,
    repaired: 0,
    rejected: 0,
    leftOut: 1,
  });
});

test("a row kept by field is read as it was by column", () => {
  const { mapping } = mappingOf("films", {
    key: {},
    title: {},
    genres: { flags: ["Comedy", "Drama"] },
    language: "fr",
  });
  const columns = ["title", "genres", "g1", "other", "key"];
  const cells = ["A Film", "0", "1", "x", "9"];
  const kept = byField(columns, mapping);
  expect(kept.cellsOf(cells)).toEqual(["9", "A Film", "Drama"]);
  const [direct] = tryMapping(columns, rowsOf(cells), mapping, { now }).rows;
  expect(tryMapping(kept.columns, rowsOf(kept.cellsOf(cells)), kept.mapping, { now }).rows[0]).toEqual(
    direct,
  );
  expect(direct?.record).toMatchObject({ genres: "Drama", language: "fr" });
});

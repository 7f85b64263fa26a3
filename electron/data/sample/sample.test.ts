import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conflicts } from "../../../shared/domain/schedule-rules.ts";
import type { Candidate, ScheduledShowing } from "../../../shared/domain/slate.ts";
import { closeLibrary, createLibrary, type Library, openLibrary, readMigrations } from "../store/library.ts";
import { addDays } from "./calendar.ts";
import { groupBy } from "./grouping.ts";
import { house } from "./house.ts";
import { sampleToday, writeSample } from "./sample.ts";

const root = join(import.meta.dirname, "../../..");
const assets = join(root, "assets");
const migrations = readMigrations(join(root, "electron/migrations"));
const folder = mkdtempSync(join(tmpdir(), "marquee-sample-"));
const never = new AbortController().signal;

const write = async (name: string, seed: number, today = sampleToday): Promise<Library> => {
  const created = createLibrary(join(folder, name), migrations);
  if (!created.ok) throw new Error(created.error.type);
  await writeSample(created.value, { seed, today, assets }, () => {}, never);
  return created.value;
};

const tables = [
  "film",
  "genre",
  "film_genre",
  "person",
  "credit",
  "film_version",
  "poster",
  "member",
  "segment",
  "segment_member",
  "interaction",
  "campaign",
  "campaign_member",
  "rating_scale",
  "venue",
  "screen",
  "holiday",
  "booking",
  "showing",
  "review",
  "setting",
];

const digests = ({ db }: Library): Record<string, string> =>
  Object.fromEntries(
    tables.map((table) => {
      const hash = createHash("sha256");
      for (const row of db.prepare(`SELECT * FROM ${table}`).raw().iterate())
        hash.update(JSON.stringify(row));
      return [table, hash.digest("hex")];
    }),
  );

let library: Library;
const count = (sql: string): number =>
  library.db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get() as number;
const texts = (sql: string): string[] => library.db.prepare(sql).pluck().all() as string[];

beforeAll(async () => {
  library = await write("sample.marquee", 1);
}, 120_000);

afterAll(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the sample library", () => {
  it("is the same for the same seed and another for another", async () => {
    const again = await write("again.marquee", 1);
    const other = await write("other.marquee", 2);
    expect(digests(again)).toEqual(digests(library));
    const ours = digests(library);
    const theirs = digests(other);
    for (const table of ["film", "poster", "member", "interaction", "showing", "review"])
      expect(theirs[table], table).not.toBe(ours[table]);
    closeLibrary(again);
    closeLibrary(other);
  }, 240_000);

  it("holds what it promises, exactly", () => {
    expect(count("film WHERE release_date <= '2026-11-23'")).toBe(120);
    expect(count("film WHERE release_date > '2026-11-23' AND studio = 'Lantern Row Pictures'")).toBe(8);
    expect(count("member")).toBe(3000);
    // A voucher brought visits beside the year's own.
    expect(count("interaction") - 200_000).toBeGreaterThan(300);
    expect(count("interaction") - 200_000).toBeLessThan(1500);
    expect(count("campaign_member WHERE treated = 1")).toBe(1000);
    expect(count("campaign_member WHERE treated = 0")).toBe(1000);
    expect(count("review")).toBe(5000);
    expect(count("screen")).toBe(8);
    expect(count("poster")).toBe(count("film"));
    expect(count("person")).toBe(150);
    expect(texts("SELECT DISTINCT business_date FROM showing")).toHaveLength(365);
    expect(count("setting WHERE name = 'sample'")).toBe(1);
    expect(count("setting WHERE name = 'interaction_revision' AND CAST(value AS INTEGER) > 0")).toBe(1);
    expect(statSync(library.path).size).toBeLessThan(60e6);
  });

  it("opens as a sound library", () => {
    expect(library.db.pragma("foreign_key_check")).toEqual([]);
    expect(library.db.pragma("integrity_check", { simple: true })).toBe("ok");
  });

  it("keeps each value where it belongs", () => {
    expect(
      count("interaction WHERE kind = 0 AND (value < 0.5 OR value > 5 OR value * 2 <> round(value * 2))"),
    ).toBe(0);
    expect(count("interaction WHERE kind = 3 AND value NOT BETWEEN 0 AND 1")).toBe(0);
    expect(count("interaction i JOIN film f ON f.id = i.film WHERE kind = 2 AND value > f.runtime")).toBe(0);
    expect(count("interaction WHERE at > unixepoch('2026-11-23')")).toBe(0);
    expect(count("review WHERE at > unixepoch('2026-11-23')")).toBe(0);
    expect(
      count("interaction i JOIN film f ON f.id = i.film WHERE i.at < unixepoch(f.release_date) - 7200"),
    ).toBe(0);
    expect(
      count("interaction i JOIN member m ON m.id = i.member WHERE i.at < unixepoch(m.joined) - 7200"),
    ).toBe(0);
    expect(count("(SELECT segment FROM segment_member GROUP BY segment HAVING count(*) >= 10)")).toBe(
      count("segment"),
    );
  });

  it("sells every member's ticket for a showing of that film, and no more than its admissions", () => {
    // Starts differ within the house, so a start names a showing.
    const rows = library.db
      .prepare("SELECT film, at, sum(value) AS seats FROM interaction WHERE kind = 1 GROUP BY film, at")
      .all() as { film: number; at: number; seats: number }[];
    const wall = new Intl.DateTimeFormat("sv-SE", {
      timeZone: house.timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    const find = library.db
      .prepare("SELECT admissions FROM showing WHERE film = ? AND business_date = ? AND start = ?")
      .pluck();
    for (const { film, at, seats } of rows) {
      const [date, time] = wall.format(at * 1000).split(" ") as [string, string];
      const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      const admissions = (find.get(film, date, minutes) ?? 0) as number;
      expect(seats, `${film} ${date} ${time}`).toBeLessThanOrEqual(admissions);
    }
  });

  it("breaks none of the house's rules in a year of showings", () => {
    const rows = library.db
      .prepare(
        "SELECT s.id, s.screen, business_date AS date, start, runtime, format FROM showing s JOIN film f ON f.id = s.film JOIN film_version v ON v.id = s.version AND v.film = s.film",
      )
      .all() as {
      id: number;
      screen: number;
      date: string;
      start: number;
      runtime: number;
      format: string;
    }[];
    expect(rows).toHaveLength(count("showing"));
    expect(rows.length).toBeGreaterThan(12_000);
    const byDate = groupBy(rows, ({ date }) => date);
    for (const ofDay of byDate.values()) {
      // A showing needs its own version's format: a candidate for each.
      const candidates: Candidate[] = ofDay.map((row) => ({
        film: row.id,
        title: "",
        titleZh: null,
        runtime: row.runtime,
        certificate: null,
        distributor: null,
        releaseDate: null,
        formats: [row.format],
        minShowsPerDay: 1,
        hasPoster: true,
      }));
      const showings: ScheduledShowing[] = ofDay.map((row) => ({
        id: String(row.id),
        film: row.id,
        screen: row.screen,
        date: row.date,
        start: row.start,
        locked: false,
      }));
      expect(conflicts(house, candidates, showings)).toEqual([]);
    }
    expect(count("showing s JOIN film f ON f.id = s.film WHERE s.business_date < f.release_date")).toBe(0);
  });

  it("plays 14 to 18 films in every week and offers about 16 for the next", () => {
    const weeks = library.db
      .prepare(
        "SELECT count(DISTINCT film) AS films FROM showing GROUP BY (unixepoch(business_date) - unixepoch('2025-11-24')) / 604800",
      )
      .pluck()
      .all() as number[];
    // A calendar week touches two slates of 16: the old one to Wednesday, the new one from Thursday.
    expect(Math.min(...weeks)).toBeGreaterThanOrEqual(14);
    expect(Math.max(...weeks)).toBeLessThanOrEqual(19);
    const next = count(
      `booking WHERE available_from <= '${addDays(sampleToday, 13)}' AND coalesce(available_to, '9999') >= '${addDays(sampleToday, 7)}'`,
    );
    expect(next).toBeGreaterThanOrEqual(15);
    expect(next).toBeLessThanOrEqual(19);
  });

  it("writes good Chinese and English, and never nothing", () => {
    const han = /\p{Script=Han}/u;
    const filled = (sql: string): void => {
      for (const text of texts(sql)) expect(text.trim().length, sql).toBeGreaterThan(0);
    };
    for (const column of [
      "title",
      "title_zh",
      "synopsis",
      "synopsis_zh",
      "studio",
      "distributor",
      "certificate",
    ])
      filled(`SELECT ${column} FROM film`);
    for (const sql of [
      "SELECT title_zh FROM film",
      "SELECT synopsis_zh FROM film",
      "SELECT name_zh FROM person",
      "SELECT name_zh FROM segment",
      "SELECT name_zh FROM holiday",
      "SELECT text FROM review WHERE language = 'zh'",
    ])
      for (const text of texts(sql)) expect(text).toMatch(han);
    for (const text of texts("SELECT text FROM review WHERE language = 'en'")) expect(text).not.toMatch(han);
    for (const text of texts("SELECT text FROM review")) expect(text).not.toMatch(/[{}]|undefined| {2}/);
    const chinese = count("review WHERE language = 'zh'") / 5000;
    expect(chinese).toBeGreaterThan(0.35);
    expect(chinese).toBeLessThan(0.45);
    const distinct = count("(SELECT DISTINCT text FROM review)");
    expect(distinct).toBeGreaterThan(4500);
    expect(new Set(texts("SELECT title FROM film")).size).toBe(128);
    expect(new Set(texts("SELECT title_zh FROM film")).size).toBe(128);
  });

  it("can be opened again", () => {
    const opened = openLibrary(library.path, migrations);
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.db.close();
  });

  it("stops when asked", async () => {
    const created = createLibrary(join(folder, "stopped.marquee"), migrations);
    if (!created.ok) throw new Error(created.error.type);
    const stop = new AbortController();
    const phases: string[] = [];
    const writing = writeSample(
      created.value,
      { seed: 1, today: sampleToday, assets },
      (_, phase) => {
        phases.push(phase);
        if (phase === "showings") stop.abort();
      },
      stop.signal,
    );
    await expect(writing).rejects.toThrow();
    expect(phases.at(-1)).toBe("showings");
    created.value.db.close();
  });
});

/** The briefing of the sample's week, each claim held against the library or the batch command that it names as its evidence. */

import { readdir } from "node:fs/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { topics as allTopics, type Claim, type Statement } from "../../shared/domain/briefing.ts";
import { openWorkshop, runBatch, sampleLibrary, type Workshop } from "./journey.ts";

interface Told extends Statement {
  readonly says: string;
}
interface Briefing {
  readonly week: string;
  readonly statements: readonly Told[];
  readonly missing: readonly { readonly topic: string; readonly why: string }[];
  readonly files: readonly { readonly name: string }[];
}

let workshop: Workshop;
let library: string;
let first: Briefing;
let briefing: Briefing;
let db: Database.Database;
beforeAll(async () => {
  workshop = await openWorkshop();
  library = await sampleLibrary(workshop);
  first = await runBatch<Briefing>("briefing", "--library", library);
  await runBatch("voices", "score", "--library", library);
  await runBatch("train", "--library", library, "--model", "content-ridge");
  briefing = await runBatch<Briefing>("briefing", "--library", library, "--out", workshop.path("told"));
  db = new Database(library, { readonly: true });
}, 300_000);
afterAll(async () => {
  db?.close();
  await workshop?.remove();
});

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const admissions = (from: string, to: string): number =>
  db
    .prepare("SELECT sum(admissions) FROM showing WHERE business_date >= ? AND business_date <= ?")
    .pluck()
    .get(from, to) as number;

/** What each command told, run once. */
const told = new Map<string, Promise<unknown>>();
const evidenceOf = <T>({ evidence }: Statement): Promise<T> => {
  const { command } = evidence;
  const key = command.join(" ");
  const answer = told.get(key) ?? runBatch(...command, "--library", library);
  told.set(key, answer);
  return answer as Promise<T>;
};

type Of<K extends Claim["kind"]> = Claim & { readonly kind: K };
interface Matrix {
  readonly rows: readonly {
    readonly name: string;
    readonly shares: readonly { readonly film: number; readonly likeShare: number }[];
  }[];
}
interface BackTested {
  readonly byWeek: readonly {
    readonly seen: number;
    readonly expected: number;
    readonly low: number;
    readonly high: number;
    readonly films: readonly {
      readonly film: number;
      readonly seen: number;
      readonly expected: number;
      readonly low: number;
      readonly high: number;
      readonly showings: number;
      readonly full: number;
    }[];
  }[];
}

const checks: { [K in Claim["kind"]]?: (claim: Of<K>, statement: Told) => Promise<void> } = {
  total: async ({ seen, before, expected }, statement) => {
    const { week } = briefing;
    expect(seen).toBe(admissions(addDays(week, -7), addDays(week, -1)));
    expect(before).toBe(admissions(addDays(week, -14), addDays(week, -8)));
    const { byWeek } = await evidenceOf<BackTested>(statement);
    expect(byWeek).toHaveLength(1);
    expect(byWeek[0]).toMatchObject({
      seen,
      expected: expected.value,
      low: expected.low,
      high: expected.high,
    });
  },
  film: async ({ film, seen, expected }, statement) => {
    const { byWeek } = await evidenceOf<BackTested>(statement);
    expect(byWeek[0]?.films.find((each) => each.film === film.film)).toMatchObject({
      film: film.film,
      seen,
      expected: expected.value,
      low: expected.low,
      high: expected.high,
    });
    expect(seen < expected.low || seen > expected.high).toBe(true);
    expect(statement.step).toBe(seen > expected.high ? "moreShowings" : "fewerShowings");
  },
  noPlan: async () => {
    expect(db.prepare("SELECT count(*) FROM plan WHERE week = ?").pluck().get(briefing.week)).toBe(0);
  },
  peak: async ({ date, expected }, statement) => {
    const { days } = await evidenceOf<{
      days: { date: string; expected: number; low: number; high: number }[];
    }>(statement);
    const most = Math.max(...days.map((day) => day.expected));
    expect(days.find((day) => day.date === date)).toMatchObject({
      expected: most,
      low: expected.low,
      high: expected.high,
    });
    expect(expected.value).toBe(most);
  },
  turn: async ({ turn, at, before, after, texts }, statement) => {
    const { found } = await evidenceOf<{ found: object[] }>(statement);
    expect(found).toContainEqual(expect.objectContaining({ kind: turn, at, before, after, texts }));
  },
  praised: async ({ level, texts, film }, statement) => {
    expect(await evidenceOf(statement)).toMatchObject({ level, texts, name: film.name });
  },
  blamed: async ({ level, texts, film }, statement) => {
    expect(await evidenceOf(statement)).toMatchObject({ level, texts, name: film.name });
  },
  effect: async ({ outcome, condition, estimate, visits }, statement) => {
    const { effects } = await evidenceOf<{ effects: object[] }>(statement);
    const { value, low, high } = estimate;
    expect(effects).toContainEqual(
      expect.objectContaining({ outcome, condition, estimate: value, low, high, visits, segment: null }),
    );
  },
  promotion: async ({ gain, even, cost, films }, statement) => {
    const told = await evidenceOf<{ films: { film: string; cost: number }[] }>(statement);
    expect(told).toMatchObject({ ...gain, even, cost });
    for (const each of films)
      expect(told.films.find(({ film }) => film === String(each.film.film))?.cost).toBe(each.cost);
  },
  staying: async ({ members, weeks, visits }, statement) => {
    expect(await evidenceOf(statement)).toMatchObject({
      everybody: { members, expected: visits },
      ahead: weeks,
    });
  },
  stopped: async ({ reason, members }, statement) => {
    const { reasons } = await evidenceOf<{ reasons: object[] }>(statement);
    expect(reasons).toContainEqual(expect.objectContaining({ reason, lapsed: members }));
  },
  wanted: async ({ film, like, releaseDate }, statement) => {
    const { rows } = await evidenceOf<{
      rows: { shares: { film: number; likeShare: number; low: number; high: number }[] }[];
    }>(statement);
    const share = rows[0]?.shares.find((each) => each.film === film.film);
    expect(share?.likeShare).toBeCloseTo(like.value, 9);
    expect(share?.low).toBeCloseTo(like.low, 9);
    expect(share?.high).toBeCloseTo(like.high, 9);
    expect(db.prepare("SELECT release_date FROM film WHERE id = ?").pluck().get(film.film)).toBe(releaseDate);
  },
};

/** What a command's whole picture tells, each claim held against its evidence. */
const pictureChecks: { [K in Claim["kind"]]?: (claim: Of<K>, statement: Told) => Promise<void> } = {
  ...checks,
  share: async ({ showings, allShowings, seen, allSeen, films }, statement) => {
    const { byWeek } = await evidenceOf<BackTested>(statement);
    expect(byWeek[0]?.seen).toBe(allSeen);
    const week = `s.business_date >= '${addDays(briefing.week, -7)}' AND s.business_date < '${briefing.week}'`;
    const counted = (where: string) =>
      db
        .prepare(
          `SELECT count(*) AS showings, sum(s.admissions) AS seen, count(DISTINCT s.film) AS films
           FROM showing s JOIN film f ON f.id = s.film WHERE ${week} AND ${where}`,
        )
        .get();
    expect(counted("true")).toMatchObject({ showings: allShowings, seen: allSeen });
    expect(counted("f.studio = 'Jade Pavilion Film'")).toEqual({ showings, seen, films });
  },
  reputation: async ({ level, usual, texts, of }, statement) => {
    expect(await evidenceOf(statement)).toMatchObject({
      level,
      texts,
      name: of.name,
      ...(usual && { usual }),
    });
  },
  liked: async ({ film, like }, statement) => {
    const { rows } = await evidenceOf<Matrix>(statement);
    const share = rows[0]?.shares.find((each) => each.film === film.film);
    expect(share?.likeShare).toBeCloseTo(like.value, 9);
  },
  likedBy: async ({ film, segment, like, everybody }, statement) => {
    const { rows } = await evidenceOf<Matrix>(statement);
    const of = (name: string) =>
      rows.find((row) => row.name === name)?.shares.find((each) => each.film === film.film)?.likeShare;
    expect(of(segment.name)).toBeCloseTo(like.value, 9);
    expect(of("everybody")).toBeCloseTo(everybody, 9);
    expect(Math.max(...rows.slice(1).map(({ name }) => of(name) ?? 0))).toBeCloseTo(like.value, 9);
  },
};

test("tells what it can and says what it cannot, before anything is read or learned", () => {
  expect(first.statements.map(({ topic }) => topic)).toContain("week");
  expect(first.missing).toContainEqual({ topic: "preference", why: "NoModel" });
  expect(first.missing).toContainEqual({ topic: "voices", why: "NothingRead" });
});

test("a venue without showings has no week to tell of, and says so", async () => {
  const path = await sampleLibrary(workshop, "Two houses.marquee");
  const other = new Database(path);
  other.exec(
    "INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid) SELECT 900, 'Empty House', time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid FROM venue LIMIT 1",
  );
  other.close();
  await expect(runBatch("briefing", "--library", path, "--venue", "Empty House")).rejects.toThrow(
    "NoShowings",
  );
});

test("every claim is what its evidence says", async () => {
  const topics = new Set(briefing.statements.map(({ topic }) => topic));
  expect([...topics].sort()).toEqual([...allTopics].sort());
  for (const statement of briefing.statements) {
    const check = checks[statement.claim.kind] as
      | ((claim: Claim, statement: Told) => Promise<void>)
      | undefined;
    expect(check, `no check of ${statement.claim.kind}`).toBeDefined();
    await check?.(statement.claim, statement);
    expect(statement.says).not.toMatch(/undefined|NaN|\{\{|claims\./);
  }
}, 300_000);

test("a studio, a series and a house are told in one picture, every claim as its evidence says, in both languages", async () => {
  const of = (kind: string, key: string, ...more: string[]) =>
    runBatch<Briefing>("briefing", "--of", kind, "--key", key, "--library", library, ...more);
  const studio = await of("studio", "Jade Pavilion Film", "--out", workshop.path("studio"));
  expect(studio.statements.map(({ claim }) => claim.kind)).toEqual(
    expect.arrayContaining(["share", "reputation", "liked", "likedBy"]),
  );
  expect(studio.missing).toEqual([{ topic: "coming", why: "NoPlan" }]);
  expect(studio.files.map(({ name }) => name.replace(/.*\./, "")).sort()).toEqual(["docx", "pdf"]);
  const house = await of("venue", "1");
  const told = (statements: readonly Told[]) =>
    statements.filter(({ topic }) => topic !== "voices").map(({ says }) => says);
  expect(told(house.statements)).toEqual(told(briefing.statements));
  const series = await of("series", "Undertow Files", "--language", "zh-CN");
  expect(series.statements[0]?.says).toContain("暗流档案");
  for (const statement of [...studio.statements, ...series.statements, ...house.statements]) {
    const check = pictureChecks[statement.claim.kind] as
      | ((claim: Claim, statement: Told) => Promise<void>)
      | undefined;
    expect(check, `no check of ${statement.claim.kind}`).toBeDefined();
    await check?.(statement.claim, statement);
    expect(statement.says).not.toMatch(/undefined|NaN|\{\{|claims\./);
  }
}, 300_000);

test("a past week's briefing knows nothing of what was said and seen after it", async () => {
  const past = addDays(briefing.week, -56);
  const after = Date.parse(`${past}T00:00:00Z`) / 1000;
  const tell = async () => {
    const { statements } = await runBatch<Briefing>("briefing", "--library", library, "--week", past);
    // Audiences are predicted by the model of today: who likes what, and what films take from each other in the forecast.
    return statements.filter(({ topic, claim }) => topic !== "preference" && claim.kind !== "peak");
  };
  const before = await tell();
  expect(new Set(before.map(({ topic }) => topic))).toContain("voices");
  // Later texts turn to blame, later ratings fall, and nobody comes.
  const other = new Database(library);
  other.exec(`
    UPDATE text_reading SET positive = 0 WHERE review IN (SELECT id FROM review WHERE at >= ${after});
    UPDATE interaction SET value = 0.5 WHERE kind = 0 AND at >= ${after};
    DELETE FROM interaction WHERE kind > 0 AND at >= ${after};
    UPDATE showing SET admissions = 0, gross = NULL WHERE business_date >= '${past}';
    UPDATE setting SET value = CAST(value AS INTEGER) + 1 WHERE name = 'interaction_revision';`);
  other.close();
  expect(await tell()).toEqual(before);
}, 300_000);

test("the briefing is written as PDF and Word", async () => {
  const names = briefing.files.map(({ name }) => name).sort();
  expect(names.map((name) => name.replace(/.*\./, ""))).toEqual(["docx", "pdf"]);
  expect((await readdir(workshop.path("told"))).sort()).toEqual(names);
});

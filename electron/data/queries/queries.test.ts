import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decodeBlock } from "../../../shared/blocks/rating-block.ts";
import type { FilmQuery } from "../../../shared/contract/catalogue.ts";
import type { Call, Method } from "../../../shared/contract/wire.ts";
import { planDocument } from "../../../shared/domain/plan-document.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { audienceHandlers } from "../audience/handlers.ts";
import { catalogueHandlers } from "../catalogue/handlers.ts";
import { setMinimumGroup } from "../privacy/group-size.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { attendanceHandlers } from "./attendance.ts";
import { learningHandlers } from "./learning.ts";
import { planningHandlers } from "./planning.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let library: Library;
let session: Session;
const blocks: Uint8Array[] = [];
const call = {
  signal: new AbortController().signal,
  progress: () => {},
  block: async (block: Uint8Array) => void blocks.push(block),
} as Call<Method>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-queries-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("none")) };
  blocks.length = 0;
  library.db.exec(`
    INSERT INTO film (id, title, title_zh, year, release_date, runtime) VALUES
      (1, 'Lantern Street', '灯笼街', 2026, '2026-11-20', 112), (2, '100% Rain_', '雨', 2025, '2025-05-01', 95),
      (3, 'Quiet Orbit', '静轨', NULL, NULL, NULL);
    INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'Comedy');
    INSERT INTO film_genre VALUES (1, 1), (2, 1), (2, 2);
    INSERT INTO film_version (film, format, audio) VALUES (1, '2D', 'original'), (1, '3D', 'original');
    INSERT INTO poster (film, media_type, image) VALUES (1, 'image/svg+xml', x'3c7376672f3e');
    INSERT INTO member (id, key, area, age_band) VALUES (1, x'01', 'North', '18-24'), (2, x'02', 'South', '25-34');
    INSERT INTO interaction (member, film, kind, at, value) VALUES
      (1, 1, 0, 100, 2), (1, 1, 0, 200, 5), (1, 2, 0, 150, 3), (2, 1, 0, 120, 4), (2, 2, 1, 130, 1);
    UPDATE setting SET value = '1' WHERE name = 'interaction_revision';
    INSERT INTO segment (id, name, rule) VALUES (1, 'Northerners', '{}');
    INSERT INTO segment_member VALUES (1, 1);
    INSERT INTO venue (id, name, name_zh, time_zone, region, opens, last_start, closes, trailers, cleaning, stagger, grid) VALUES
      (1, 'Marquee Eight', '八幕影院', 'Europe/Amsterdam', 'NL', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES
      (1, 1, 1, 'Screen 1', 300, '["2D"]'), (2, 1, 2, 'Screen 2', 80, '["2D","3D"]');
    INSERT INTO holiday VALUES ('NL', '2026-12-25', 'Christmas', NULL), ('CN', '2026-10-01', 'National Day', NULL);
    INSERT INTO booking VALUES (1, 1, '2026-11-20', NULL, 2, 0.5), (1, 2, '2026-01-01', '2026-11-22', 1, 0.5);
    INSERT INTO showing (screen, film, business_date, start, capacity, admissions) VALUES
      (1, 1, '2026-11-21', 1200, 300, 210), (2, 2, '2026-11-22', 900, 80, 20), (1, 1, '2026-11-23', 1200, 300, 90);`);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const listFilms = async (query: Partial<FilmQuery> = {}) => {
  const input = {
    search: "",
    filters: [],
    order: "title" as const,
    descending: false,
    offset: 0,
    limit: 10,
    ...query,
  };
  return valueOrThrow(await catalogueHandlers(session).listFilms(input, call));
};
const titles = async (query: Partial<FilmQuery>) => (await listFilms(query)).rows.map(({ title }) => title);

test("films carry what the table shows", async () => {
  const { total, rows } = await listFilms();
  expect(total).toBe(3);
  expect(rows[1]).toMatchObject({
    id: 1,
    titleZh: "灯笼街",
    genres: ["Drama"],
    ratings: null, // two members are too few to be told of
    meanRating: null,
    hasPoster: true,
  });
});

test("search finds one Chinese character, and takes % and _ for what they are", async () => {
  expect(await titles({ search: "雨" })).toEqual(["100% Rain_"]);
  expect(await titles({ search: "灯笼" })).toEqual(["Lantern Street"]);
  expect(await titles({ search: "%" })).toEqual(["100% Rain_"]);
  expect(await titles({ search: "n_" })).toEqual(["100% Rain_"]);
  expect(await titles({ search: "orbit qui" })).toEqual(["Quiet Orbit"]);
  expect(await titles({ search: "'; DROP TABLE film" })).toEqual([]);
});

test("genre and order, with unknown values last in both directions", async () => {
  expect(await titles({ filters: [{ type: "values", column: "genres", values: ["Comedy"] }] })).toEqual([
    "100% Rain_",
  ]);
  expect(await titles({ order: "year" })).toEqual(["100% Rain_", "Lantern Street", "Quiet Orbit"]);
  expect(await titles({ order: "year", descending: true })).toEqual([
    "Lantern Street",
    "100% Rain_",
    "Quiet Orbit",
  ]);
});

test("figures of films follow new interactions once their revision moves on", async () => {
  await listFilms();
  library.db.exec(
    `INSERT INTO member (id, key) VALUES (3, x'03');
     INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 3, 0, 1, 5), (2, 3, 0, 1, 5), (3, 3, 0, 1, 2);
     UPDATE setting SET value = '2' WHERE name = 'interaction_revision'`,
  );
  setMinimumGroup(library.db, 3);
  expect((await listFilms({ search: "Orbit" })).rows[0]).toMatchObject({ ratings: 3, meanRating: 4 });
  setMinimumGroup(library.db, 4);
  expect((await listFilms({ search: "Orbit" })).rows[0]).toMatchObject({ ratings: null, meanRating: null });
});

test("a film's page gathers weeks that start on Monday", async () => {
  const film = valueOrThrow(await catalogueHandlers(session).film({ film: 1 }, call));
  expect(film.weeklyAdmissions).toEqual([
    { week: "2026-11-16", admissions: 210, showings: 1, seats: 300 },
    { week: "2026-11-23", admissions: 90, showings: 1, seats: 300 },
  ]);
  expect(film.versions).toHaveLength(2);
  expect(await catalogueHandlers(session).film({ film: 99 }, call)).toEqual({
    ok: false,
    error: { type: "NotFound" },
  });
});

test("a member's page and segments", async () => {
  const handlers = audienceHandlers(session);
  const member = valueOrThrow(await handlers.member({ member: 1 }, call));
  expect(member).toMatchObject({ ratings: 3, tickets: 0, lastAt: 200, segments: [{ name: "Northerners" }] });
  expect(member.recent.map(({ at }) => at)).toEqual([200, 150, 100]);
  expect(await handlers.segmentMembers({ segment: 1 }, call)).toEqual({
    ok: false,
    error: { type: "Suppressed", minimum: 10 },
  });
  const page = { segment: null, filters: [], order: "id" as const, descending: false, offset: 0, limit: 10 };
  const found = valueOrThrow(await handlers.listMembers({ ...page, search: "M-0002" }, call));
  expect(found.rows.map(({ id }) => id)).toEqual([2]);
});

test("training gets the latest rating of each pair, and blocks are rebuilt when rows change", async () => {
  const read = async () => {
    blocks.length = 0;
    const summary = valueOrThrow(await learningHandlers(session).ratings({}, call));
    return { summary, rows: blocks.flatMap((block) => [...(decodeBlock(block)?.value ?? [])]) };
  };
  const first = await read();
  expect(first.rows).toEqual([5, 3, 4]);
  expect(first.summary).toMatchObject({
    rows: 3,
    filmIds: Int32Array.of(1, 2, 3),
    scale: { min: 0.5, max: 5, step: 0.5 },
  });
  expect((await read()).rows).toEqual([5, 3, 4]);
  library.db.exec(
    "INSERT INTO interaction (member, film, kind, at, value) VALUES (2, 3, 0, 1, 1); UPDATE setting SET value = '2' WHERE name = 'interaction_revision'",
  );
  const second = await read();
  expect(second.rows).toEqual([5, 3, 4, 1]);
  expect(second.summary.fingerprint).not.toBe(first.summary.fingerprint);
});

test("models and checkpoints come back as they were stored", async () => {
  const handlers = learningHandlers(session);
  const weights = Uint8Array.of(1, 2, 3);
  const card = { id: "m1", name: "matrix-factorization", createdAt: 5, metrics: { rmse: 0.9 } };
  await handlers.saveModel({ card, weights, forgettings: 0 }, call);
  expect(valueOrThrow(await handlers.loadModel({ id: "m1" }, call))).toEqual({
    card: { ...card, forgotten: 0 },
    weights,
    forgettings: 0,
  });
  await handlers.deleteModel({ id: "m1" }, call);
  expect(await handlers.loadModel({ id: "m1" }, call)).toEqual({ ok: false, error: { type: "NotFound" } });
  expect(library.db.prepare("SELECT count(*) FROM model_weights").pluck().get()).toBe(0);
  await handlers.saveCheckpoint({ run: "r", request: { seed: 1 }, state: weights, forgettings: 0 }, call);
  await handlers.saveCheckpoint({ run: "r", request: { seed: 2 }, state: weights, forgettings: 0 }, call);
  expect(valueOrThrow(await handlers.listCheckpoints({}, call)).checkpoints).toMatchObject([
    { run: "r", request: { seed: 2 } },
  ]);
});

test("a week's problem holds what is offered in it, and no showing of it or after", async () => {
  const problem = valueOrThrow(
    await planningHandlers(session).weekProblem({ venue: 1, week: "2026-11-23" }, call),
  );
  expect(problem.days.at(-1)).toBe("2026-11-29");
  expect(problem.candidates).toMatchObject([
    {
      ...{ film: 1, formats: ["2D", "3D"], minShowsPerDay: 2, hasPoster: true },
      versions: [
        { format: "2D", audio: "original", subtitles: null },
        { format: "3D", audio: "original", subtitles: null },
      ],
    },
  ]);
  expect(problem.history.date).toEqual(["2026-11-21", "2026-11-22"]);
  expect(problem.holidays).toEqual(["2026-12-25"]);
  expect(problem.house.screens[1]?.formats).toEqual(["2D", "3D"]);
});

test("a showing whose capacity nobody knows is never taken for full", async () => {
  library.db.exec("UPDATE showing SET capacity = NULL WHERE business_date = '2026-11-21'");
  const { history } = valueOrThrow(
    await planningHandlers(session).weekProblem({ venue: 1, week: "2026-11-23" }, call),
  );
  expect(history.capacity).toEqual(Int32Array.of(2 ** 31 - 1, 80));
});

test("days of attendance are those of sources without clock times and of showings, added up", async () => {
  library.db.exec(
    "INSERT INTO attendance_day (venue, film, date, showings, admissions) VALUES (1, 1, '2026-11-21', 2, 40)",
  );
  const days = valueOrThrow(await attendanceHandlers(session).attendanceDays({ until: "2026-11-23" }, call));
  const first = Date.parse("2026-11-21") / 86_400_000;
  expect(days).toEqual({
    venue: Int32Array.of(1, 1),
    film: Int32Array.of(1, 2),
    day: Int32Array.of(first, first + 1),
    showings: Int32Array.of(3, 1),
    admissions: Int32Array.of(250, 20),
    holidays: [{ venue: 1, days: Int32Array.of(Date.parse("2026-12-25") / 86_400_000) }],
  });
});

test("a draft is kept by venue and week until it is dropped", async () => {
  const handlers = planningHandlers(session);
  const week = { venue: 1, week: "2026-11-23" };
  expect(await handlers.loadDraft(week, call)).toMatchObject({ error: { type: "NotFound" } });
  await handlers.saveDraft({ ...week, draft: { form: 1, edits: 1 } }, call);
  await handlers.saveDraft({ ...week, draft: { form: 1, edits: 2 } }, call);
  await handlers.saveDraft({ ...week, week: "2026-11-30", draft: { form: 1, edits: 9 } }, call);
  expect(valueOrThrow(await handlers.loadDraft(week, call))).toEqual({ draft: { form: 1, edits: 2 } });
  await handlers.dropDraft(week, call);
  expect(await handlers.loadDraft(week, call)).toMatchObject({ error: { type: "NotFound" } });
  expect(library.db.prepare("SELECT week FROM plan_draft").pluck().all()).toEqual(["2026-11-30"]);
});

test("each saved plan is a version of its own", async () => {
  const handlers = planningHandlers(session);
  const { house, days, candidates } = valueOrThrow(
    await handlers.weekProblem({ venue: 1, week: "2026-11-23" }, call),
  );
  const showing = { id: "s1", film: 1, screen: 1, date: "2026-11-23", start: 1200, locked: false };
  const document = planDocument({
    id: "new",
    version: 1,
    createdAt: new Date(0),
    note: "as agreed",
    house,
    days,
    candidates,
    plan: {
      week: "2026-11-23",
      slate: [1],
      showings: [showing],
      forecast: [{ id: "s1", mean: 120, low: 80, high: 160 }],
      proof: [],
      seconds: 1,
    },
    model: null,
    assumptions: [],
  });
  const first = valueOrThrow(await handlers.savePlan({ document }, call));
  const second = valueOrThrow(await handlers.savePlan({ document }, call));
  expect([first.version, second.version]).toEqual([1, 2]);
  const { plans } = valueOrThrow(await handlers.listPlans({ venue: 1 }, call));
  expect(plans).toMatchObject([
    { version: 2, showings: 1, expectedAdmissions: 120, low: null, high: null, note: "as agreed" },
    { version: 1 },
  ]);
  const totals = { ...document.totals, low: 90.5, high: 151 };
  await handlers.savePlan({ document: { ...document, totals } }, call);
  const [latest] = valueOrThrow(await handlers.listPlans({ venue: 1 }, call)).plans;
  expect(latest).toMatchObject({ version: 3, low: 90.5, high: 151 });
  expect(valueOrThrow(await handlers.loadPlan({ id: first.id }, call))).toMatchObject({
    id: first.id,
    version: 1,
  });
});

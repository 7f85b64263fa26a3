import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Call, Method } from "../../../shared/contract/wire.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import {
  isGroup,
  type RuleCondition,
  type SegmentRule,
  saysNothing,
} from "../../../shared/domain/segment-rule.ts";
import { editHandlers } from "../edits/handlers.ts";
import { setMinimumGroup } from "../privacy/group-size.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { evaluate } from "./evaluate.ts";
import { audienceHandlers } from "./handlers.ts";
import { segmentHandlers } from "./segment-handlers.ts";
import { groundOf } from "./segments.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const call = {
  signal: new AbortController().signal,
  progress: () => {},
  block: async () => {},
} as Call<Method>;
let folder: string;
let library: Library;
let session: Session;

interface Visit {
  readonly film: number;
  readonly kind: number;
  readonly at: number;
  readonly value: number;
}
interface Person {
  readonly id: number;
  readonly area: string | null;
  readonly joined: string | null;
  readonly visits: readonly Visit[];
}
const films = [
  { id: 1, genres: ["Drama"] },
  { id: 2, genres: ["Drama", "War"] },
  { id: 3, genres: ["Comedy"] },
  { id: 8, genres: [] },
];
const day = 86_400;
let people: readonly Person[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-segments-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("none")) };
  const { db } = library;
  db.exec("INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'War'), (3, 'Comedy')");
  for (const { id, genres } of films) {
    db.prepare("INSERT INTO film (id, title) VALUES (?, ?)").run(id, `Film ${id}`);
    for (const name of genres)
      db.prepare("INSERT INTO film_genre (film, genre) SELECT ?, id FROM genre WHERE name = ?").run(id, name);
  }
  const random = seededRandom(4);
  people = Array.from({ length: 60 }, (_, at) => ({
    id: 2 * at + 1,
    area: ["North", "South", null][at % 3] as string | null,
    joined: at % 5 === 0 ? null : `2020-01-${String(1 + (at % 28)).padStart(2, "0")}`,
    visits: Array.from({ length: at % 7 }, (_, visit) => ({
      film: (films[Math.floor(random() * films.length)] as (typeof films)[number]).id,
      kind: Math.floor(random() * 2),
      at: 1000 * day + Math.floor(random() * 100) * day + visit,
      value: 1 + Math.floor(random() * 5),
    })),
  }));
  for (const { id, area, joined, visits } of people) {
    db.prepare("INSERT INTO member (id, key, area, joined) VALUES (?, ?, ?, ?)").run(
      id,
      Buffer.of(id),
      area,
      joined,
    );
    for (const { film, kind, at, value } of visits)
      db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, ?, ?, ?)").run(
        id,
        film,
        kind,
        at,
        value,
      );
  }
  db.exec(`INSERT INTO segment (id, name, rule) VALUES (1, 'Listed', '{"type":"age"}'); INSERT INTO segment_member VALUES (1, 1), (1, 3), (1, 5);
    UPDATE setting SET value = '1' WHERE name = 'interaction_revision'`);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const end = fc.option(fc.integer({ min: 0, max: 6 }));
const date = fc.option(fc.integer({ min: 1, max: 28 }).map((of) => `2020-01-${String(of).padStart(2, "0")}`));
const condition: fc.Arbitrary<RuleCondition> = fc.oneof(
  fc.record({
    type: fc.constant("text" as const),
    column: fc.constant("area" as const),
    values: fc.uniqueArray(fc.constantFrom("North", "South", "Nowhere")),
    not: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("number" as const),
    column: fc.constantFrom("ratings" as const, "tickets" as const, "films" as const, "meanRating" as const),
    from: end,
    to: end,
  }),
  fc.record({
    type: fc.constant("date" as const),
    column: fc.constant("joined" as const),
    from: date,
    to: date,
  }),
  fc.record({
    type: fc.constant("ago" as const),
    column: fc.constant("lastAt" as const),
    from: fc.option(fc.integer({ min: 0, max: 100 })),
    to: fc.option(fc.integer({ min: 0, max: 100 })),
  }),
  fc.record({
    type: fc.constant("film" as const),
    film: fc.constantFrom(1, 2, 8, 77),
    did: fc.constantFrom("seen" as const, "rated" as const, "booked" as const),
    from: fc.constantFrom(null, 3),
    to: fc.constantFrom(null, 4),
    not: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("genre" as const),
    genre: fc.constantFrom("Drama", "War", "Unknown"),
    measure: fc.constant("count" as const),
    from: end,
    to: end,
  }),
  fc.record({
    type: fc.constant("genre" as const),
    genre: fc.constantFrom("Drama", "Comedy"),
    measure: fc.constant("share" as const),
    from: fc.constantFrom(null, 0.3, 0.5),
    to: fc.constantFrom(null, 0.7, 1),
  }),
  fc.record({ type: fc.constant("segment" as const), segment: fc.constantFrom(1, 99), not: fc.boolean() }),
);
const rule: fc.Arbitrary<SegmentRule> = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.record({
      type: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(tie("rule"), { maxLength: 3 }),
    }),
  ),
})).rule;

const inside = (value: number | null, from: number | null, to: number | null): boolean =>
  value !== null && !Number.isNaN(value) && value >= (from ?? -1e9) && value <= (to ?? 1e9);

/** The same, one person at a time, from the rows themselves. */
const belongs = (person: Person, rule: SegmentRule, latest: number): boolean => {
  const { visits } = person;
  const seen = [...new Set(visits.map(({ film }) => film))];
  const ratings = visits.filter(({ kind }) => kind === 0);
  if (isGroup(rule)) {
    const parts = rule.of.filter((part) => !saysNothing(part));
    if (parts.length === 0) return true;
    const each = (part: SegmentRule) => belongs(person, part, latest);
    return rule.type === "all" ? parts.every(each) : parts.some(each);
  }
  switch (rule.type) {
    case "text":
      return rule.values.includes(person.area ?? "") !== rule.not;
    case "number": {
      const mean = ratings.reduce((sum, { value }) => sum + value, 0) / ratings.length;
      const value = {
        ratings: ratings.length,
        tickets: visits.length - ratings.length,
        films: seen.length,
        meanRating: mean,
      };
      return inside(value[rule.column], rule.from, rule.to);
    }
    case "date":
      return (
        person.joined !== null && person.joined >= (rule.from ?? "") && person.joined <= (rule.to ?? "9")
      );
    case "ago": {
      const last = visits.length === 0 ? null : Math.max(...visits.map(({ at }) => Math.floor(at / day)));
      return inside(last === null ? null : latest - last, rule.from, rule.to);
    }
    case "film":
      return (
        visits.some(
          ({ film, kind, value }) =>
            film === rule.film &&
            (rule.did === "seen" ||
              (rule.did === "booked" ? kind === 1 : kind === 0 && inside(value, rule.from, rule.to))),
        ) !== rule.not
      );
    case "genre": {
      const count = seen.filter((id) =>
        films.find((film) => film.id === id)?.genres.includes(rule.genre),
      ).length;
      return inside(rule.measure === "count" ? count : count / seen.length, rule.from, rule.to);
    }
    case "segment":
      return (rule.segment === 1 && person.id <= 5) !== rule.not;
  }
};

test("a rule lets in whom it would let in one by one", async () => {
  const ground = await groundOf(library.db);
  const latest = Math.max(...people.flatMap(({ visits }) => visits.map(({ at }) => Math.floor(at / day))));
  await fc.assert(
    fc.asyncProperty(rule, async (rule) => {
      const mask = await evaluate(ground, rule);
      const wanted = people.filter((person) => belongs(person, rule, latest)).map(({ id }) => id);
      expect([...ground.members.ids].filter((_, row) => mask[row])).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

const all = (...of: RuleCondition[]) => ({ type: "all" as const, of });
const size = async (segment: number): Promise<number> =>
  valueOrThrow(await audienceHandlers(session).segmentMembers({ segment }, call)).members.length;

test("a rule segment follows its members, older lists stay, and making one can be undone", async () => {
  const handlers = segmentHandlers(session);
  const edits = editHandlers(session);
  setMinimumGroup(library.db, 3);
  const north = all({ type: "text", column: "area", values: ["North"] });
  const { id } = valueOrThrow(
    await handlers.saveSegment({ id: null, name: "Northerners", nameZh: "北方", rule: north }, call),
  );
  expect(await size(id)).toBe(20);
  expect(await size(1)).toBe(3);
  await edits.editMembers({ targets: { members: [3, 5] }, change: { set: { area: "North" } } }, call);
  expect(await size(id)).toBe(22);
  expect(
    await handlers.saveSegment({ id: null, name: "Northerners", nameZh: null, rule: north }, call),
  ).toMatchObject({
    error: { type: "NameTaken" },
  });
  const within = all({ type: "segment", segment: id });
  const outer = valueOrThrow(
    await handlers.saveSegment({ id: null, name: "Outer", nameZh: null, rule: within }, call),
  );
  expect(await size(outer.id)).toBe(22);
  expect(
    await handlers.saveSegment(
      { id, name: "Northerners", nameZh: null, rule: all({ type: "segment", segment: outer.id }) },
      call,
    ),
  ).toMatchObject({ error: { type: "Circular" } });
  await handlers.deleteSegment({ id: 1 }, call);
  const { undo } = valueOrThrow(await edits.editHistory({}, call));
  await edits.undoChangeSet({ id: undo?.id as number }, call);
  expect(await size(1)).toBe(3);
  const listed = valueOrThrow(await audienceHandlers(session).listSegments({}, call)).segments;
  expect(listed.map(({ name, members }) => [name, members])).toEqual([
    ["Northerners", 22],
    ["Outer", 22],
    ["Listed", 3],
  ]);
});

test("members chosen one by one are a segment: not fewer than the minimum, once each, and undone as one", async () => {
  const handlers = segmentHandlers(session);
  const edits = editHandlers(session);
  const names = { name: "Lassoed", nameZh: null };
  const chosen = people.slice(0, 12).map(({ id }) => id);
  const few = Int32Array.from([...chosen.slice(0, 9), chosen[0] as number, 9999]);
  expect(await handlers.saveMemberList({ ...names, members: few }, call)).toMatchObject({
    error: { type: "Suppressed", minimum: 10 },
  });
  const members = Int32Array.from([...chosen, ...chosen]);
  const { id } = valueOrThrow(await handlers.saveMemberList({ ...names, members }, call));
  expect(await size(id)).toBe(12);
  expect(await handlers.saveMemberList({ ...names, members }, call)).toMatchObject({
    error: { type: "NameTaken" },
  });
  const { undo } = valueOrThrow(await edits.editHistory({}, call));
  await edits.undoChangeSet({ id: undo?.id as number }, call);
  expect(await audienceHandlers(session).segmentMembers({ segment: id }, call)).toMatchObject({
    error: { type: "NotFound" },
  });
  await edits.redoChangeSet({ id: undo?.id as number }, call);
  expect(await size(id)).toBe(12);
});

test("a rule that few people meet is counted as too few", async () => {
  const count = async (...of: RuleCondition[]) =>
    valueOrThrow(await segmentHandlers(session).countRule({ rule: all(...of) }, call));
  expect(await count({ type: "segment", segment: 1 })).toMatchObject({ members: null, total: 60 });
  expect(await count({ type: "segment", segment: 99 })).toMatchObject({ members: 0 });
  expect(await count()).toMatchObject({ members: 60 });
});

test("clusters are found by taste, named by what sets them apart, and stored as segments", async () => {
  const { db } = library;
  const random = seededRandom(8);
  for (let film = 100; film < 190; film++) {
    db.prepare("INSERT INTO film (id, title, language) VALUES (?, ?, ?)").run(
      film,
      `Film ${film}`,
      film % 3 === 2 ? "zh" : "en",
    );
    db.prepare("INSERT INTO film_genre VALUES (?, ?)").run(film, 1 + (film % 3));
  }
  for (let member = 1000; member < 1300; member++) {
    db.prepare("INSERT INTO member (id, key) VALUES (?, ?)").run(member, Buffer.from(String(member)));
    for (let turn = 0; turn < 12; turn++) {
      const genre = random() < 0.8 ? member % 3 : Math.floor(random() * 3);
      const film = 99 + 3 * Math.floor(random() * 30) + genre + (genre === 0 ? 3 : 0);
      db.prepare(
        "INSERT OR IGNORE INTO interaction (member, film, kind, at, value) VALUES (?, ?, 1, ?, 1)",
      ).run(member, film, turn);
    }
  }
  db.exec("UPDATE setting SET value = '2' WHERE name = 'interaction_revision'");
  const handlers = segmentHandlers(session);
  const proposal = valueOrThrow(await handlers.proposeClusters({ k: null, seed: 1 }, call));
  expect(proposal.clusters).toHaveLength(3);
  // Films in Chinese are the comedies: either name is right.
  const leading = proposal.clusters.map(({ traits }) => traits[0]?.name.replace("zh", "Comedy"));
  expect(leading.sort()).toEqual(["Comedy", "Drama", "War"]);
  const names = proposal.clusters.map((_, at) => ({ name: `Taste ${at}`, nameZh: null }));
  const { segments } = valueOrThrow(await handlers.saveClusters({ names, replace: true }, call));
  const sizes = await Promise.all(segments.map(size));
  expect(sizes).toEqual(proposal.clusters.map(({ members }) => members));
  expect(sizes.every((members) => members > 90 && members < 115)).toBe(true);
});

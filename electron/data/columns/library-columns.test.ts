import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeBlock } from "../../../shared/blocks/rating-block.ts";
import type { Call, Method } from "../../../shared/contract/wire.ts";
import { type Random, seededRandom } from "../../../shared/domain/random.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { genreCounts } from "../audience/genre-counts.ts";
import { streamRatings } from "../blocks/blocks.ts";
import { breathe } from "../breathe.ts";
import { handlersOf } from "../handlers.ts";
import { setMinimumGroup } from "../privacy/group-size.ts";
import type { Session } from "../session.ts";
import { type Connection, closeLibrary, createLibrary, readMigrations } from "../store/library.ts";
import { LibraryWatch } from "../store/watch.ts";
import { listAt, numberAt, textAt } from "./answer.ts";
import type { ColumnTable } from "./column.ts";
import { columnsOf, LibraryColumns } from "./library-columns.ts";
import { whoDid } from "./visitors.ts";

const root = join(import.meta.dirname, "../../..");
const migrations = readMigrations(join(root, "electron/migrations"));
const signal = new AbortController().signal;
const call = { signal, progress: () => {}, block: async () => {} } as Call<Method>;
/** As in a large library: figures are made in the background, and everything is kept. */
const asLarge = { few: 0, kept: 0 };

let home: string;
let files = 0;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "marquee-columns-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const films = 6;
const members = 12;
const genres = ["Drama", "War", "Comedy"];
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const writeRatings = (random: Random): string => {
  const folder = join(home, `import-${files++}`);
  mkdirSync(folder);
  const titles = Array.from(
    { length: films },
    (_, film) =>
      `${film + 1},Film ${film + 1} (${1990 + film}),${genres.filter((_, at) => (film + 1) & (1 << at)).join("|") || "War"}`,
  );
  writeFileSync(join(folder, "movies.csv"), `movieId,title,genres\n${titles.join("\n")}\n`);
  const ratings = Array.from({ length: 30 }, () =>
    [
      1 + Math.floor(random() * members),
      1 + Math.floor(random() * films),
      (1 + Math.floor(random() * 10)) / 2,
      1_500_000_000 + Math.floor(random() * 4) * 86_400,
    ].join(","),
  );
  writeFileSync(join(folder, "ratings.csv"), `userId,movieId,rating,timestamp\n${ratings.join("\n")}\n`);
  return folder;
};

type Step = "import" | "editFilms" | "editMembers" | "undo" | "redo" | "merge" | "rollBack" | "forget";

const world = () => {
  const library = valueOrThrow(createLibrary(join(home, `${files++}.marquee`), migrations));
  const session: Session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("none")) };
  const data = handlersOf(session, new LibraryWatch(session), migrations, join(root, "assets"));
  const { db } = library;
  const idsIn = (table: string): number[] =>
    db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all() as number[];
  const ticket = db.prepare(
    "INSERT OR IGNORE INTO interaction (member, film, kind, at, value) VALUES (?, ?, 1, ?, 1)",
  );

  const steps: Record<Step, (random: Random) => unknown> = {
    import: async (random) => {
      const file = `file-${files++}`;
      session.files.set(file, writeRatings(random));
      valueOrThrow(await data.importFiles({ file }, call));
      // Tickets, which this form of file does not hold.
      for (let n = 0; n < 8; n++)
        ticket.run(pick(random, idsIn("member")), pick(random, idsIn("film")), 1_400_000_000 + n);
      db.exec(
        "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision'",
      );
    },
    editFilms: async (random) => {
      const targets = { films: idsIn("film").filter(() => random() < 0.5) };
      const change = {
        set: { runtime: 60 + Math.floor(random() * 90), title: `Title ${Math.floor(random() * 9)}` },
        addGenres: [pick(random, genres)],
        removeGenres: [pick(random, genres)].filter(() => random() < 0.5),
        addKeywords: [],
        removeKeywords: [],
      };
      if (targets.films.length > 0) valueOrThrow(await data.editFilms({ targets, change }, call));
    },
    editMembers: async (random) => {
      const targets = { members: idsIn("member").filter(() => random() < 0.5) };
      const change = { set: { area: `Area ${Math.floor(random() * 3)}`, joined: "2024-02-03" } };
      if (targets.members.length > 0) valueOrThrow(await data.editMembers({ targets, change }, call));
    },
    undo: async () => {
      const { undo } = valueOrThrow(await data.editHistory({}, call));
      if (undo) await data.undoChangeSet({ id: undo.id }, call);
    },
    redo: async () => {
      const { redo } = valueOrThrow(await data.editHistory({}, call));
      if (redo) await data.redoChangeSet({ id: redo.id }, call);
    },
    merge: async (random) => {
      const [into, from] = [pick(random, idsIn("film")), pick(random, idsIn("film"))];
      if (into !== from) await data.mergeFilms({ into, films: [from] }, call);
    },
    rollBack: async () => {
      const run = db.prepare("SELECT max(id) FROM import_run WHERE rolled_back_at IS NULL").pluck().get();
      if (run !== null) await data.rollBackImport({ importRun: run as number }, call);
    },
    forget: async (random) => {
      const some = idsIn("member").filter(() => random() < 0.2);
      if (some.length > 0) valueOrThrow(await data.forgetMembers({ members: some }, call));
    },
  };
  return { library, take: (step: Step, seed: number) => steps[step](seededRandom(seed)) };
};

const rowsOf = (db: Connection, sql: string, ...values: unknown[]): unknown[][] =>
  db
    .prepare(sql)
    .raw()
    .all(...values) as unknown[][];
const column = (table: ColumnTable, name: string): (number | null)[] =>
  Array.from(table.ids, (_, row) => numberAt(table, name, row));

/** Everything that is derived, beside the same asked of the rows. */
const expectTruth = async (db: Connection, columns: LibraryColumns): Promise<void> => {
  await columns.settled();
  const film = await columns.films();
  const ofFilms = rowsOf(
    db,
    `SELECT f.id, f.runtime, (SELECT count(*) FROM interaction WHERE film = f.id AND kind = 0),
            (SELECT avg(value) FROM interaction WHERE film = f.id AND kind = 0),
            (SELECT count(*) FROM interaction WHERE film = f.id AND kind = 1),
            (SELECT max(at) FROM interaction WHERE film = f.id)
     FROM film f ORDER BY f.id`,
  );
  expect([...film.ids]).toEqual(ofFilms.map(([id]) => id));
  expect(column(film, "runtime")).toEqual(ofFilms.map(([, runtime]) => runtime));
  const figures = await columns.filmFigures();
  const counted = ofFilms.map(([id]) => id as number);
  expect(counted.map((id) => figures.ratings[id] ?? 0)).toEqual(ofFilms.map(([, , ratings]) => ratings));
  expect(
    counted.map((id) =>
      figures.ratings[id] ? (figures.ratingSum[id] as number) / figures.ratings[id] : null,
    ),
  ).toEqual(ofFilms.map(([, , , mean]) => mean));
  expect(counted.map((id) => figures.tickets[id] ?? 0)).toEqual(ofFilms.map((row) => row[4]));
  expect(counted.map((id) => figures.lastAt[id] || null)).toEqual(ofFilms.map((row) => row[5]));
  const byTitle = [...film.ids.keys()].sort(
    (a, b) => (numberAt(film, "title", a) as number) - (numberAt(film, "title", b) as number),
  );
  expect(byTitle.map((row) => film.ids[row])).toEqual(
    rowsOf(db, "SELECT id FROM film ORDER BY title COLLATE NOCASE, id").flat(),
  );
  const carried = Array.from(film.ids, (id, row) =>
    listAt(film, "genres", row)
      .map((name) => `${id} ${name}`)
      .sort(),
  );
  expect(carried.flat()).toEqual(
    rowsOf(
      db,
      "SELECT film || ' ' || name FROM film_genre JOIN genre ON genre.id = genre ORDER BY film, name",
    ).flat(),
  );

  const member = await columns.members();
  const ofMembers = rowsOf(
    db,
    `SELECT m.id, m.area, (SELECT count(*) FROM interaction WHERE member = m.id AND kind = 0),
            (SELECT count(*) FROM interaction WHERE member = m.id AND kind = 1),
            (SELECT count(DISTINCT film) FROM interaction WHERE member = m.id),
            (SELECT min(at) FROM interaction WHERE member = m.id), (SELECT max(at) FROM interaction WHERE member = m.id)
     FROM member m ORDER BY m.id`,
  );
  expect([...member.ids]).toEqual(ofMembers.map(([id]) => id));
  expect(Array.from(member.ids, (_, row) => textAt(member, "area", row))).toEqual(
    ofMembers.map(([, area]) => area),
  );
  for (const [at, name] of ["ratings", "tickets", "films", "firstAt", "lastAt"].entries())
    expect([name, ...column(member, name)]).toEqual([name, ...ofMembers.map((row) => row[2 + at])]);

  const visitors = await columns.visitors();
  if (!visitors) throw new Error("no visitors after the figures have settled");
  const chosen = (mask: Uint8Array | null): number[] => [...member.ids].filter((_, row) => mask?.[row] === 1);
  for (const id of film.ids)
    for (const [kind, from, to] of [
      [null, null, null],
      [1, null, null],
      [0, null, null],
      [0, 2, 3.5],
    ] as const)
      expect(chosen(whoDid(member, visitors, { film: id, kind, from, to }))).toEqual(
        rowsOf(
          db,
          "SELECT DISTINCT member FROM interaction WHERE film = @id AND (@kind IS NULL OR kind = @kind) AND value BETWEEN @from AND @to ORDER BY member",
          { id, kind, from: from ?? -1e9, to: to ?? 1e9 },
        ).flat(),
      );
  for (const genre of genres)
    expect([...(await genreCounts(film, member, visitors, genre))]).toEqual(
      rowsOf(
        db,
        `SELECT (SELECT count(DISTINCT i.film) FROM interaction i JOIN film_genre fg ON fg.film = i.film
                 JOIN genre g ON g.id = fg.genre WHERE i.member = m.id AND g.name = ?) FROM member m ORDER BY m.id`,
        genre,
      ).flat(),
    );

  const ratings: unknown[][] = [];
  await streamRatings(
    db,
    async (bytes) => {
      const block = decodeBlock(bytes);
      if (!block) throw new Error("a block is damaged");
      for (let row = 0; row < block.member.length; row++)
        ratings.push([block.member[row], block.film[row], block.at[row], block.value[row]]);
    },
    signal,
  );
  expect(ratings).toEqual(
    rowsOf(
      db,
      "SELECT member, film, max(at), value FROM interaction WHERE kind = 0 GROUP BY member, film ORDER BY member, film",
    ),
  );
};

test("columns, figures, visitors and blocks say what the rows say, whatever was done to them, now and after opening again", async () => {
  const step = fc.record({
    what: fc.constantFrom<Step>(
      "import",
      "editFilms",
      "editMembers",
      "undo",
      "redo",
      "merge",
      "rollBack",
      "forget",
    ),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(step, { minLength: 1, maxLength: 4 }), async (seed, steps) => {
      const { library, take } = world();
      const { db } = library;
      setMinimumGroup(db, 3);
      const open = new LibraryColumns(db, asLarge);
      try {
        for (const { what, seed: of } of [{ what: "import" as const, seed }, ...steps]) {
          await take(what, of);
          await expectTruth(db, columnsOf(db));
          await expectTruth(db, open);
          await open.keep();
          await expectTruth(db, new LibraryColumns(db, asLarge));
        }
      } finally {
        closeLibrary(library);
      }
    }),
    { numRuns: 8 },
  );
}, 60_000);

test("a pass that began before members were forgotten writes nothing afterwards", async () => {
  const { library, take } = world();
  const { db } = library;
  await take("import", 1);
  db.exec(`
    INSERT INTO member (id, key) WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
      SELECT i, CAST(i AS BLOB) FROM n;
    INSERT INTO interaction (member, film, kind, at, value) SELECT id, 1, 0, id, 3 FROM member WHERE id >= 100;`);
  const columns = new LibraryColumns(db, asLarge);
  await columns.members();
  expect(columns.share).not.toBeNull();
  await take("forget", 3);
  while (columns.share !== null) await breathe();
  expect(db.prepare("SELECT count(*) FROM block").pluck().get()).toBe(0);
  await expectTruth(db, columns);
  closeLibrary(library);
});

test("where a part of what was kept is missing, settled means that it is there again", async () => {
  const { library, take } = world();
  const { db } = library;
  await take("import", 2);
  await new LibraryColumns(db, asLarge).settled();
  db.exec("DELETE FROM setting WHERE name = 'columns.figures.members'");
  await expectTruth(db, new LibraryColumns(db, asLarge));
  closeLibrary(library);
});

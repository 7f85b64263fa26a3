import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { mergeFilms } from "../identity/merge.ts";
import { redo, undo } from "../journal/journal.ts";
import type { Session } from "../session.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../store/library.ts";
import { filmsByName } from "./film-of-name.ts";
import { trailerHandlers } from "./handlers.ts";

let folder: string;
let library: Library;
let session: Session;
let handlers: ReturnType<typeof trailerHandlers>;
const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} } as never;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-trailers-"));
  const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  library.db.exec(`
    INSERT INTO film (id, title, title_zh, year, imdb_id, tmdb_id) VALUES
      (1, 'The Glass Orchard', '玻璃果园', 2011, 'tt1234567', 77), (2, 'Solaris', NULL, 1972, NULL, NULL), (3, 'Solaris', NULL, 2002, NULL, NULL),
      (4, 'Night Aquarium', '夜の水族館', 2019, NULL, NULL),
      (5, 'Trailer Park', NULL, 2010, NULL, NULL);
    INSERT INTO film_key (source, key, film) VALUES ('house', 'F0017', 4), ('house', '900', 2), ('other', '900', 3);
    INSERT INTO genre (id, name) VALUES (1, 'Drama'); INSERT INTO film_genre VALUES (1, 1);`);
  session = {
    library,
    files: new Map(),
    printPdf: () => Promise.reject(new Error("nothing to print")),
    tokenOf: async (path) => {
      const token = crypto.randomUUID();
      session.files.set(token, path);
      return token;
    },
  };
  handlers = trailerHandlers(session);
});
afterAll(() => {
  closeLibrary(library);
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["The Glass Orchard (2011).mp4", 1],
  ["Glass Orchard, The (2011) - Official Trailer 2 [1080p].webm", 1],
  ["glass_orchard_trailer.mov", 1],
  ["玻璃果园 预告片.mp4", 1],
  ["tt1234567.mp4", 1],
  ["house/tmdb-77 teaser.mkv", 1],
  ["Trailer Park (2010) trailer.mp4", 5],
  ["Trailer Park.mp4", 5],
  ["F0017.mp4", 4],
  ["4.mp4", 4],
  ["Solaris (2002).mp4", 3],
  ["Solaris.mp4", null], // there are two
  ["900.mp4", null], // two sources call two films so
  ["trailer.mp4", null],
  ["Nobody's Film (1990).mp4", null],
])("%s is of film %s", (name, film) => {
  expect(filmsByName(library.db)(name)).toBe(film);
});

test("a folder's videos are found without following links; bytes are handed out of videos alone", async () => {
  const home = join(folder, "videos");
  mkdirSync(join(home, "more"), { recursive: true });
  const video = Buffer.from("\0\0\0\x18ftypisom and what follows", "latin1");
  writeFileSync(join(home, "Solaris (1972).mp4"), video);
  writeFileSync(join(home, "more", "unnamed.webm"), "no video at all");
  writeFileSync(join(home, "notes.txt"), "not listed");
  symlinkSync(join(home, "notes.txt"), join(home, "link.mp4"));
  const chosen = crypto.randomUUID();
  session.files.set(chosen, home);
  const { videos } = valueOrThrow(await handlers.foundTrailers({ file: chosen }, call));
  expect(videos).toMatchObject([
    { name: "Solaris (1972).mp4", bytes: video.length, film: 2 },
    { name: "more/unnamed.webm", film: null },
  ]);
  const piece = (at: number, start: number, end: number) =>
    handlers.videoPiece({ file: videos[at]?.file as string, start, end }, call);
  expect(Buffer.from(valueOrThrow(await piece(0, 4, 8)).bytes).toString()).toBe("ftyp");
  expect(valueOrThrow(await piece(0, video.length - 2, video.length + 9)).bytes).toHaveLength(2);
  expect(await piece(1, 0, 4)).toMatchObject({ ok: false, error: { type: "NotVideo" } });
  rmSync(join(home, "Solaris (1972).mp4"));
  expect(await piece(0, 0, 4)).toMatchObject({ ok: false, error: { type: "UnreadableFile" } });
  expect(await handlers.videoPiece({ file: crypto.randomUUID(), start: 0, end: 1 }, call)).toMatchObject({
    ok: false,
    error: { type: "UnknownFile" },
  });
});

test("a reading is kept and replaced, follows its film through a merge, and its removal is undone", async () => {
  const reading = {
    seconds: 60,
    width: 640,
    height: 360,
    framesPerSecond: 24,
    cuts: Float32Array.of(1.5, 2.25),
    curves: Float32Array.of(50, 10, -3, 1),
  };
  const keep = (film: number, name: string, seconds = 60) =>
    handlers.keepTrailer({ film, name, reading: { ...reading, seconds } }, call);
  const kept = async () => valueOrThrow(await handlers.trailers({}, call)).trailers;
  valueOrThrow(await keep(1, "a.mp4", 30));
  valueOrThrow(await keep(1, "a.mp4"));
  expect(await kept()).toMatchObject([
    { film: 1, title: "The Glass Orchard", name: "a.mp4", genres: ["Drama"], ...reading },
  ]);
  expect(await keep(99, "a.mp4")).toMatchObject({ ok: false, error: { type: "NotFound" } });

  const gone = valueOrThrow(await handlers.removeTrailer({ film: 1, name: "a.mp4" }, call))
    .changeSet as number;
  expect(await kept()).toEqual([]);
  valueOrThrow(undo(library.db, gone));
  expect(await kept()).toMatchObject([reading]);
  valueOrThrow(redo(library.db, gone));
  expect(valueOrThrow(await handlers.removeTrailer({ film: 1, name: "a.mp4" }, call)).changeSet).toBeNull();

  for (const [film, name] of [
    [2, "a.mp4"],
    [2, "b.mp4"],
    [3, "a.mp4"],
  ] as const)
    valueOrThrow(await keep(film, name));
  const { changeSet } = valueOrThrow(mergeFilms(library.db, 2, [3]));
  expect((await kept()).map(({ film, name }) => [film, name])).toEqual([
    [2, "a.mp4"],
    [2, "b.mp4"],
  ]);
  valueOrThrow(undo(library.db, changeSet as number));
  expect(await kept()).toHaveLength(3);
});

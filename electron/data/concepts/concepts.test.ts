import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { type PortfolioWish, usualWish } from "../../../shared/domain/portfolio.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { undo } from "../journal/journal.ts";
import type { Session } from "../session.ts";
import { closeLibrary, createLibrary, readMigrations } from "../store/library.ts";
import { conceptHandlers } from "./handlers.ts";

const folder = mkdtempSync(join(tmpdir(), "marquee-concepts-"));
const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
const session: Session = {
  library,
  files: new Map(),
  printPdf: () => Promise.reject(new Error("nothing to print")),
};
const handlers = conceptHandlers(session);
const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} };
afterAll(() => {
  closeLibrary(library);
  rmSync(folder, { recursive: true, force: true });
});

test("films are told with what is known before release and what came of them; 0 is unknown", async () => {
  library.db.exec(`
    INSERT INTO film (id, title, release_date, runtime, budget, revenue, vote_average, vote_count, language, synopsis)
    VALUES (1, 'Salt', '2004-11-05', 100, 2000000, 0, 6.4, 80, 'en', 'A house by the sea.'), (2, 'Blank', NULL, NULL, 0, 0, 0, 0, NULL, NULL);
    INSERT INTO genre (id, name) VALUES (1, 'Drama'); INSERT INTO film_genre VALUES (1, 1);
    INSERT INTO person (id, name) VALUES (1, 'Ada'), (2, 'Ben'), (3, 'Cut');
    INSERT INTO credit (film, role, ordinal, person) VALUES (1, 'director', 0, 1), (1, 'cast', 0, 2), (1, 'editor', 0, 3);`);
  const { films } = valueOrThrow(await handlers.releasedFilms({ after: 0, limit: 10 }, call as never));
  expect(films).toMatchObject([
    {
      id: 1,
      concept: { year: 2004, month: 11, budget: 2_000_000, genres: ["Drama"], people: ["Ada", "Ben"] },
      voteAverage: 6.4,
      voteCount: 80,
      revenue: null,
      memberRating: null,
    },
    { id: 2, concept: { year: null, month: null, budget: null, synopsis: "" }, voteAverage: null },
  ]);
  expect(valueOrThrow(await handlers.releasedFilms({ after: 2, limit: 10 }, call as never)).films).toEqual(
    [],
  );
});

test("a file of one concept or several is read; what is no fact of a concept is refused with its place", async () => {
  const read = (text: string) => {
    writeFileSync(join(folder, "c.json"), text);
    session.files.set("c", join(folder, "c.json"));
    return handlers.readConcepts({ file: "c" }, call as never);
  };
  expect(valueOrThrow(await read('{"title": "One", "budget": 5e6}')).concepts).toMatchObject([
    { title: "One", budget: 5e6, genres: [], year: null },
  ]);
  expect(valueOrThrow(await read('[{}, {"month": 12}]')).concepts).toHaveLength(2);
  for (const wrong of ["", "[]", '{"colour": "red"}', '{"month": 13}', '[{"budget": -1}]'])
    expect(await read(wrong)).toMatchObject({ ok: false, error: { type: "NotConcepts", name: "c.json" } });
});

test("concepts are kept in their order, and each change is undone and redone", async () => {
  const titles = async () =>
    valueOrThrow(await handlers.listConcepts({}, call as never)).concepts.map(({ concept }) => concept.title);
  const save = async (id: string, title: string) =>
    valueOrThrow(
      await handlers.saveConcept({ id, concept: { ...blankConcept, title } as never }, call as never),
    ).changeSet;
  await save("b", "Second thought");
  await save("a", "Third thought");
  const changed = await save("b", "Other title");
  expect(await save("b", "Other title")).toBeNull();
  expect(await titles()).toEqual(["Other title", "Third thought"]);
  valueOrThrow(undo(library.db, changed as number));
  expect(await titles()).toEqual(["Second thought", "Third thought"]);
  const { changeSet } = valueOrThrow(await handlers.deleteConcept({ id: "b" }, call as never));
  expect(await titles()).toEqual(["Third thought"]);
  valueOrThrow(undo(library.db, changeSet as number));
  expect(await titles()).toEqual(["Second thought", "Third thought"]);
});

test("what is wished of the concepts together is kept, and each change is undone", async () => {
  const wished = async () => valueOrThrow(await handlers.portfolioWish({}, call as never)).wish;
  const save = async (wish: PortfolioWish) =>
    valueOrThrow(await handlers.savePortfolioWish({ wish } as never, call as never)).changeSet;
  expect(await wished()).toEqual(usualWish);
  expect(await save(usualWish)).toBeNull();
  const first = await save({ ...usualWish, budget: 5e7, stands: { a: "must" } });
  const second = await save({ ...usualWish, budget: 6e7 });
  expect(await wished()).toMatchObject({ budget: 6e7, stands: {} });
  valueOrThrow(undo(library.db, second as number));
  expect(await wished()).toMatchObject({ budget: 5e7, stands: { a: "must" } });
  valueOrThrow(undo(library.db, first as number));
  expect(await wished()).toEqual(usualWish);
});

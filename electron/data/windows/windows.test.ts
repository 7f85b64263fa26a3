import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Competitor, TitleWish } from "../../../shared/contract/windows.ts";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(`${desk.home}/a.marquee`) }, call));
  desk.library.db.exec("INSERT INTO film (id, title) VALUES (7, 'Night Ferry'), (8, 'Twins'), (9, 'Twins')");
});
afterEach(() => desk.end());

const kept = () => ask(desk.handlers.listWindows({}, call));
const undo = async (): Promise<void> => {
  const { undo: last } = await ask(desk.handlers.editHistory({}, call));
  await ask(desk.handlers.undoChangeSet({ id: last?.id as number }, call));
};
const rival = Competitor.parse({ title: "Rival", date: "2027-03-04", size: 2, genres: ["Drama"], film: 8 });

test("titles and competitors are kept, changed in their places, and every change is undone", async () => {
  const title = TitleWish.parse({ film: 7, earliest: "2027-03-04" });
  await ask(desk.handlers.saveTitles({ titles: [title] }, call));
  await ask(desk.handlers.saveTitles({ titles: [{ ...title, series: "Ferry", apart: 8 }] }, call));
  await ask(desk.handlers.saveCompetitors({ competitors: [{ ...rival, id: null }] }, call));
  const [one] = (await kept()).competitors;
  expect(one).toEqual({ ...rival, id: 1 });
  await ask(desk.handlers.saveCompetitors({ competitors: [{ ...rival, id: 1, date: "2027-03-11" }] }, call));
  await ask(desk.handlers.deleteCompetitors({ ids: [1] }, call));
  expect(await kept()).toMatchObject({ titles: [{ title: "Night Ferry", apart: 8 }], competitors: [] });
  await undo();
  expect((await kept()).competitors).toMatchObject([{ date: "2027-03-11" }]);
  await undo();
  await undo();
  await undo();
  expect(await kept()).toMatchObject({ titles: [{ series: "", apart: 0 }], competitors: [] });
  expect(await desk.handlers.saveTitles({ titles: [{ ...title, film: 99 }] }, call)).toEqual({
    ok: false,
    error: { type: "NotFound" },
  });
});

test("titles and competitors follow their film into a merge", async () => {
  await ask(desk.handlers.saveTitles({ titles: [TitleWish.parse({ film: 8 })] }, call));
  await ask(desk.handlers.saveCompetitors({ competitors: [{ ...rival, id: null }] }, call));
  await ask(desk.handlers.mergeFilms({ films: [8], into: 9 }, call));
  expect(await kept()).toMatchObject({ titles: [{ film: 9 }], competitors: [{ film: 9 }] });
});

test("files are taken as a whole, or every wrong line is named with its remedy", async () => {
  const path = `${desk.home}/file.csv`;
  const file = desk.token(path);
  writeFileSync(
    path,
    "\uFEFFtitle,date,size,genres,film\nRival,2027-03-04,2,Drama; Crime,\nOther,2027-05-01,,,7\n",
  );
  expect(await ask(desk.handlers.readCompetitors({ file }, call))).toEqual({
    competitors: [
      { title: "Rival", date: "2027-03-04", size: 2, genres: ["Drama", "Crime"], film: null },
      { title: "Other", date: "2027-05-01", size: 1, genres: [], film: 7 },
    ],
  });
  writeFileSync(
    path,
    "title,date,size,film\n,2027-03-04,1,\nA,4 March,1,\nB,2027-03-04,-1,\nC,2027-03-04,1,Twins\nD,2027-03-04\n",
  );
  const lines = (problems: readonly [number, string][]) => ({
    ok: false,
    error: { type: "BadWindowsFile", problems: problems.map(([line, problem]) => ({ line, problem })) },
  });
  expect(await desk.handlers.readCompetitors({ file }, call)).toMatchObject(
    lines([
      [2, "title"],
      [3, "date"],
      [4, "size"],
      [5, "film"],
      [6, "columns"],
    ]),
  );
  writeFileSync(path, "film,earliest,latest,admissions,series,apart\nnight ferry,2027-03-04,,5000,Ferry,8\n");
  expect(await ask(desk.handlers.readTitles({ file }, call))).toEqual({
    titles: [
      TitleWish.parse({ film: 7, earliest: "2027-03-04", admissions: 5000, series: "Ferry", apart: 8 }),
    ],
  });
  writeFileSync(path, "film,earliest,latest,apart\nNobody,,,\n7,2027-03-04,2027-02-01,\n7,,,1.5\n");
  expect(await desk.handlers.readTitles({ file }, call)).toMatchObject(
    lines([
      [2, "film"],
      [3, "date"],
      [4, "weeks"],
    ]),
  );
});

import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scoreOf } from "../../../shared/domain/overrides.ts";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(`${desk.home}/a.marquee`) }, call));
  desk.library.db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Odeon', 'Europe/Berlin', 600, 1380, 1500, 15, 15, 5, 5);
    INSERT INTO film (id, title) VALUES (7, 'Night Ferry'), (8, 'Twins'), (9, 'Twins');
    INSERT INTO attendance_day (venue, film, date, showings, admissions)
      VALUES (1, 7, '2026-04-03', 2, 90), (1, 7, '2026-04-04', 2, 110), (1, 8, '2026-04-03', 2, 5);`);
});
afterEach(() => desk.end());

const kept = async () => (await ask(desk.handlers.listOverrides({}, call))).overrides;
const override = {
  venue: 1,
  film: 7,
  from: "2026-04-03",
  to: "2026-04-05",
  kind: "factor",
  value: 1.5,
  reason: "school holidays",
} as const;

test("an override is kept with what the model said, scored against what came, and undone", async () => {
  const model = { "2026-04-03": 60, "2026-04-04": 60, "2026-04-05": 60 };
  const { changeSet } = await ask(desk.handlers.addOverrides({ overrides: [{ override, model }] }, call));
  const [one] = await kept();
  expect(one).toMatchObject({
    ...override,
    title: "Night Ferry",
    model,
    seen: { "2026-04-03": 90, "2026-04-04": 110 },
  });
  expect(one && scoreOf(one, one.model, one.seen)).toEqual({ days: 2, override: 10, model: 40 });
  await ask(desk.handlers.deleteOverride({ id: one?.id as number }, call));
  expect(await kept()).toEqual([]);
  const { undo } = await ask(desk.handlers.editHistory({}, call));
  await ask(desk.handlers.undoChangeSet({ id: undo?.id as number }, call));
  expect(await kept()).toEqual([one]);
  await ask(desk.handlers.undoChangeSet({ id: changeSet as number }, call));
  expect(await kept()).toEqual([]);
});

test("days too far ahead for a model, and films it did not know, are judged by the user's figure alone", async () => {
  const alone = { ...override, kind: "number", value: 95 } as const;
  await ask(desk.handlers.addOverrides({ overrides: [{ override: alone, model: {} }] }, call));
  const [one] = await kept();
  expect(one && scoreOf(one, one.model, one.seen)).toEqual({ days: 2, override: 10, model: null });
  const factor = { ...alone, kind: "factor" } as const;
  expect(scoreOf(factor, {}, one?.seen ?? {})).toBeNull();
});

test("an override follows its film into a merge", async () => {
  await ask(
    desk.handlers.addOverrides({ overrides: [{ override: { ...override, film: 8 }, model: {} }] }, call),
  );
  await ask(desk.handlers.mergeFilms({ films: [8], into: 9 }, call));
  expect(await kept()).toMatchObject([{ film: 9 }]);
});

test("a file is taken as a whole, or every wrong line is named with its remedy", async () => {
  const file = desk.token(`${desk.home}/overrides.csv`);
  const write = (...lines: string[]) =>
    writeFileSync(
      `${desk.home}/overrides.csv`,
      ["venue,film,from,to,number,factor,reason", ...lines].join("\n"),
    );
  write(
    "Odeon,night ferry,2026-04-03,,80,,premiere",
    'Odeon,9,2026-04-03,2026-04-05,,0.5,"rain, much of it"',
  );
  expect(await ask(desk.handlers.readOverrides({ file }, call))).toEqual({
    overrides: [
      { ...override, to: override.from, kind: "number", value: 80, reason: "premiere" },
      { ...override, film: 9, kind: "factor", value: 0.5, reason: "rain, much of it" },
    ],
  });
  write(
    "Odeon,Twins,2026-04-03,,80,,x",
    "Nowhere,7,2026-04-03,,80,,x",
    "Odeon,7,2026-04-03,2026-04-01,80,,x",
    "Odeon,7,2026-04-03,,80,2,x",
    "Odeon,7,2026-04-03,,80,,",
  );
  expect(await desk.handlers.readOverrides({ file }, call)).toMatchObject({
    ok: false,
    error: {
      type: "BadOverrideFile",
      problems: [
        { line: 2, problem: "film", remedy: "Several films have this title: give the id." },
        { line: 3, problem: "venue", found: "Nowhere" },
        { line: 4, problem: "to" },
        { line: 5, problem: "value" },
        { line: 6, problem: "reason" },
      ],
    },
  });
});

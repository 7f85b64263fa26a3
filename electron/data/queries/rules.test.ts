import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Rule } from "../../../shared/domain/rules/rule.ts";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(
    `INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
     VALUES (1, 'One', 'Europe/Berlin', 600, 1380, 1590, 15, 15, 5, 15), (2, 'Two', 'Europe/Berlin', 600, 1380, 1590, 15, 15, 5, 15)`,
  );
});
afterEach(() => desk.end());

const curfew = Rule.parse({ id: "young", kind: "curfew", params: { latest: 1200 } });
const spacing = Rule.parse({ id: "copies", kind: "spacing", params: { minutes: 30 }, price: 2 });
const idsOf = async (venue: number): Promise<string[]> =>
  (await ask(desk.handlers.listRules({ venue }, call))).rules.map(({ rule }) => rule.id);

test("rules are kept by venue or for all, reach the week's problem, and every change is undone and redone", async () => {
  const { changeSet } = await ask(desk.handlers.saveRules({ venue: 1, rules: [curfew] }, call));
  await ask(desk.handlers.saveRules({ venue: null, rules: [spacing] }, call));
  expect([await idsOf(1), await idsOf(2)]).toEqual([["young", "copies"], ["copies"]]);
  expect((await ask(desk.handlers.weekProblem({ venue: 1, week: "2026-11-26" }, call))).rules).toEqual([
    curfew,
    spacing,
  ]);
  expect(await ask(desk.handlers.saveRules({ venue: 1, rules: [curfew] }, call))).toEqual({
    changeSet: null,
  });

  const later = Rule.parse({ ...curfew, params: { latest: 1320 } });
  const edited = await ask(desk.handlers.saveRules({ venue: 1, rules: [later] }, call));
  const removed = await ask(desk.handlers.deleteRules({ ids: ["young", "nobody"] }, call));
  expect(await idsOf(1)).toEqual(["copies"]);
  await ask(desk.handlers.undoChangeSet({ id: removed.changeSet as number }, call));
  await ask(desk.handlers.undoChangeSet({ id: edited.changeSet as number }, call));
  const { rules } = await ask(desk.handlers.listRules({ venue: 1 }, call));
  expect(rules[0]).toEqual({ rule: curfew, venue: 1 });
  await ask(desk.handlers.redoChangeSet({ id: edited.changeSet as number }, call));
  expect((await ask(desk.handlers.listRules({ venue: 1 }, call))).rules[0]?.rule).toEqual(later);
  expect(await desk.handlers.undoChangeSet({ id: changeSet as number }, call)).toMatchObject({
    ok: false,
    error: { type: "Changed", entity: "schedule_rule" },
  });
});

test("rules go to a file and come back; a bad file is refused with the place", async () => {
  const path = join(desk.home, "rules.json");
  await ask(desk.handlers.writeRules({ file: desk.token(path), rules: [curfew, spacing] }, call));
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ format: "marquee-rules", formatVersion: 1 });
  expect(await ask(desk.handlers.readRules({ file: desk.token(path) }, call))).toEqual({
    rules: [curfew, spacing],
  });
  writeFileSync(path, readFileSync(path, "utf8").replace('"minutes": 30', '"minutes": 0'));
  expect(await desk.handlers.readRules({ file: desk.token(path) }, call)).toMatchObject({
    ok: false,
    error: { type: "BadRules", name: "rules.json", path: "rules.1.params.minutes" },
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { planOf } from "../export/plan.fixture.ts";
import { call, migrations } from "../session.fixture.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library } from "../store/library.ts";
import { scenarioHandlers } from "./scenarios.ts";

const week = "2026-11-27";
const before = planOf(week);
const fewer = { ...before, showings: before.showings.slice(1), totals: { ...before.totals, showings: 3 } };
let folder: string;
let library: Library;
let handlers: ReturnType<typeof scenarioHandlers>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-scenarios-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  library.db.exec(
    `INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
     VALUES (1, 'Marquee Eight', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15)`,
  );
  const session: Session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("none")) };
  handlers = scenarioHandlers(session);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const save = async (document: typeof before, more: { base?: typeof before; parent?: string } = {}) =>
  valueOrThrow(
    await handlers.saveScenario({ name: "held over", document, parent: null, ...more }, call as never),
  ).id;

test("a scenario keeps what it branched from as its plan goes on", async () => {
  const id = await save(before, { parent: "p" });
  expect(await save(fewer, { base: fewer })).toBe(id);
  const found = valueOrThrow(await handlers.loadScenario({ id }, call as never));
  expect(found.name).toBe("held over");
  expect(found.base).toEqual(before);
  expect(found.document).toMatchObject({ id, note: "held over", showings: fewer.showings });
  const { scenarios } = valueOrThrow(await handlers.listScenarios({ venue: 1, week }, call as never));
  expect(scenarios).toMatchObject([
    { id, name: "held over", parent: "p", plan: { showings: 3 }, base: { showings: before.showings.length } },
  ]);
});

test("a dropped scenario is gone, and its name free", async () => {
  const id = await save(before);
  await handlers.dropScenario({ id }, call as never);
  expect(await handlers.loadScenario({ id }, call as never)).toMatchObject({ error: { type: "NotFound" } });
  expect(await save(fewer)).not.toBe(id);
});

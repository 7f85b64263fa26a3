import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { usualWish } from "../../../shared/domain/attention-means.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { redo, undo } from "../journal/journal.ts";
import type { Session } from "../session.ts";
import { closeLibrary, createLibrary, readMigrations } from "../store/library.ts";
import { allocationHandlers } from "./handlers.ts";

const folder = mkdtempSync(join(tmpdir(), "marquee-allocations-"));
const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
const session: Session = {
  library,
  files: new Map(),
  printPdf: () => Promise.reject(new Error("nothing to print")),
};
const handlers = allocationHandlers(session);
const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} } as never;
afterAll(() => {
  closeLibrary(library);
  rmSync(folder, { recursive: true, force: true });
});

test("an allocation is kept in versions of its name, and each change is undone and redone", async () => {
  library.db.exec(`INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
    VALUES (1, 'One', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15)`);
  const week = { venue: 1, week: "2026-11-23" };
  const unit = { film: "7", channel: "frontPage", week: "2026-11-23", segment: null, units: 1 };
  const document = { weeks: 1, wish: usualWish(100), units: [unit], value: 12.5, low: 8, high: 20 };
  const versions = async () =>
    valueOrThrow(await handlers.listAllocations(week, call)).allocations.map(
      ({ name, version }) => `${name} ${version}`,
    );
  const save = async (name: string) =>
    valueOrThrow(await handlers.saveAllocation({ ...week, name, document } as never, call));
  expect(await save("Front")).toMatchObject({ version: 1 });
  const second = await save("Front");
  expect(second).toMatchObject({ version: 2 });
  await save("Calm");
  expect(await versions()).toEqual(["Calm 1", "Front 1", "Front 2"]);
  const { changeSet } = valueOrThrow(await handlers.deleteAllocation({ id: second.id }, call));
  expect(await versions()).toEqual(["Calm 1", "Front 1"]);
  valueOrThrow(undo(library.db, changeSet as number));
  expect(await versions()).toEqual(["Calm 1", "Front 1", "Front 2"]);
  valueOrThrow(redo(library.db, changeSet as number));
  expect(await versions()).toEqual(["Calm 1", "Front 1"]);
  const [kept] = valueOrThrow(await handlers.listAllocations(week, call)).allocations;
  expect(kept?.document).toEqual(document);
});

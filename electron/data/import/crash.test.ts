import { expect, test } from "vitest";
import { killDuringImport } from "../../../test/faults/import-kill.ts";

test("an import killed at any moment leaves a sound library with all of it or nothing", async () => {
  const { kills, empty, complete, ...harm } = await killDuringImport(10);
  expect(harm).toEqual({ half: 0, damaged: 0, lost: 0, litter: 0 });
  expect(empty + complete).toBe(10);
  expect(kills).toBeGreaterThanOrEqual(5);
  expect(empty).toBeGreaterThanOrEqual(1);
}, 120_000);

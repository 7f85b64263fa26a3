import { expect, test } from "vitest";
import { importKillModes, killDuringImport } from "../../../test/faults/import-kill.ts";

test("staging, applying and rolling back, killed at any moment, leave all of it or nothing, and no litter", async () => {
  for (const mode of importKillModes) {
    const { kills, before, after, ...harm } = await killDuringImport(mode, 4);
    expect(harm, mode).toEqual({ half: 0, damaged: 0, lost: 0, untyped: 0, stuck: 0, litter: 0 });
    expect(before + after).toBe(4);
    expect(kills, mode).toBeGreaterThanOrEqual(1);
  }
}, 120_000);

/** Every hostile file ends in tables or a named failure; `npm run bench -- hostile` takes each through a whole import. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ImportFailure } from "../../../../shared/contract/import.ts";
import { attempt } from "../../../../test/fixtures/hostile/attempt.ts";
import { aimedCases, hostileCases, writeCase } from "../../../../test/fixtures/hostile/corpus.ts";

const home = mkdtempSync(join(tmpdir(), "hostile-"));
afterAll(() => rmSync(home, { recursive: true }));

const mostSeconds = 5;
const mostMiB = 512;

test("the corpus holds at least 200 files, each of its own name", () => {
  expect(hostileCases.length).toBeGreaterThanOrEqual(200);
  expect(new Set(hostileCases.map(({ name }) => name)).size).toBe(hostileCases.length);
});

describe("each file ends in tables or a named failure, soon and in little memory", () => {
  const aimed = new Set(aimedCases);
  // Of the files changed by chance, every third here; all of them in the bench. Windows fills every hole.
  const cases = hostileCases.filter(
    (each, i) =>
      !each.harmful && !(each.hole && process.platform === "win32") && (aimed.has(each) || i % 3 === 0),
  );
  test.each(cases)("$name", async (each) => {
    const path = join(home, each.name);
    writeCase(each, path);
    const { outcome, failures, seconds, grownMiB } = await attempt(path);
    for (const failure of failures) {
      expect(ImportFailure.safeParse(failure).success).toBe(true);
      expect("name" in failure && failure.name !== "").toBe(true);
    }
    if (each.outcome) expect({ outcome, failures }).toMatchObject({ outcome: each.outcome });
    expect(seconds).toBeLessThan(mostSeconds);
    expect(grownMiB).toBeLessThan(mostMiB);
    rmSync(path);
  });
});

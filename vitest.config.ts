import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { hasDisplay } from "./scripts/runtime/display.ts";

/** Suites that start the real application against what `build/` holds. */
const application = (name: string, groupOrder: number) => ({
  name,
  setupFiles: "test/e2e/display.ts",
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // A page beside another one answers late: what is awaited has as long as Playwright's own waits.
  expect: { poll: { timeout: 30_000 } },
  sequence: { groupOrder },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{shared,electron,renderer,scripts,test}/**/*.test.{ts,tsx}"],
          exclude: ["test/{e2e,faults,package}/**"],
          testTimeout: 30_000,
          // By default one core is left alone, which is half of a machine with two.
          maxWorkers: availableParallelism(),
        },
      },
      {
        test: {
          ...application("end to end", 1),
          include: ["test/e2e/**/*.test.ts", "test/faults/**/*.test.ts"],
          globalSetup: "test/e2e/shared-folder.ts",
          // Windows on a person's screen would take the focus from each other.
          maxWorkers: hasDisplay() ? 1 : 2,
        },
      },
      { test: { ...application("package", 2), include: ["test/package/**/*.test.ts"], maxWorkers: 1 } },
    ],
  },
});

import { defineConfig } from "vitest/config";

/** Suites that start the real application: one at a time, on a display of their own, against what `build/` holds. */
const application = (name: string, include: readonly string[]) => ({
  test: {
    name,
    include: [...include],
    globalSetup: "test/e2e/display.ts",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
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
        },
      },
      application("end to end", ["test/e2e/**/*.test.ts", "test/faults/**/*.test.ts"]),
      application("package", ["test/package/**/*.test.ts"]),
    ],
  },
});

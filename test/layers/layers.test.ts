/** Every import rule, broken once in a copy of the folders: a rule that lets its breach pass is no rule. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const config = join(root, ".dependency-cruiser.cjs");
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: readonly { name: string }[] };

/** What a file of the copy imports. A breach is told by the file it starts from. */
type Imports = Readonly<Record<string, readonly string[]>>;

const breaches: Readonly<Record<string, Imports>> = {
  "shared-stands-alone": { "shared/domain/reads-files.ts": ["node:fs"] },
  "processes-meet-in-the-contract": { "electron/main/asks-data.ts": ["../data/store.ts"] },
  "main-never-touches-data": { "electron/main/opens-library.ts": ["better-sqlite3"] },
  "pages-are-sandboxed": { "renderer/client/sends.ts": ["electron"] },
  "no-node-in-pages": { "renderer/client/reads-files.ts": ["node:fs"] },
  "features-stand-alone": { "renderer/features/library/peeks.ts": ["../schedule/board.ts"] },
  "composition-root-on-top": { "renderer/features/library/navigates.ts": ["../../app/routes.ts"] },
  "features-below-the-root": { "renderer/ui/knows-board.ts": ["../features/schedule/board.ts"] },
  "widgets-are-dumb": { "renderer/ui/calls.ts": ["../client/client.ts"] },
  "models-are-pure": { "renderer/models/draws.ts": ["react"] },
  "models-and-scheduling-apart": { "renderer/scheduling/predicts.ts": ["../models/factors.ts"] },
  "training-stays-in-workers": { "renderer/features/library/trains.ts": ["../../models/factors.ts"] },
  "workers-have-no-page": { "renderer/workers/shows.ts": ["../ui/button.ts"] },
  "nobody-imports-tests": { "renderer/ui/uses-fixture.ts": ["../../test/fixtures/house.ts"] },
  "no-cycles": { "shared/domain/hen.ts": ["./egg.ts"], "shared/domain/egg.ts": ["./hen.ts"] },
  "everything-resolves": { "shared/domain/lost.ts": ["./nowhere.ts"] },
  "no-orphans": { "shared/domain/alone.ts": [] },
};

/** The files that breaches reach, and imports that every rule allows. */
const sound: Imports = {
  "electron/data/store.ts": ["better-sqlite3", "../../shared/contract/calls.ts", "node:fs"],
  "electron/main/main.ts": ["electron", "node:path", "../../shared/contract/calls.ts"],
  "renderer/app/routes.ts": ["react", "../features/schedule/board.ts", "../features/library/list.ts"],
  "renderer/client/client.ts": ["../../shared/contract/calls.ts", "../../shared/domain/ids.ts"],
  "renderer/features/library/list.ts": ["../../ui/button.ts", "../../client/client.ts"],
  "renderer/features/schedule/board.ts": ["./tile.ts", "../../ui/button.ts"],
  "renderer/features/schedule/tile.ts": ["react"],
  "renderer/models/factors.ts": ["@tensorflow/tfjs-core", "../../shared/domain/ids.ts"],
  "renderer/ui/button.ts": ["react"],
  "renderer/workers/training.ts": ["../models/factors.ts", "../../shared/contract/calls.ts"],
  "shared/contract/calls.ts": ["zod", "../domain/ids.ts"],
  "shared/domain/ids.ts": ["zod"],
  "test/fixtures/house.ts": ["../../shared/domain/ids.ts"],
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}
let copy: string;
let violations: readonly Violation[];

const write = (imports: Imports, statement: (from: string) => string): void => {
  for (const [file, targets] of Object.entries(imports)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), targets.map(statement).join("\n"));
  }
};

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "marquee-layers-"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  write(sound, (from) => `import "${from}";`);
  for (const imports of Object.values(breaches))
    write(imports, (from) => `import type { T } from "${from}";`);
  const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = ["--config", config, "--output-type", "json", "electron", "renderer", "shared", "test"];
  const report = execFileSync(process.execPath, [cruiser, ...args], { cwd: copy, encoding: "utf8" });
  violations = (JSON.parse(report) as { summary: { violations: Violation[] } }).summary.violations;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("every rule has a breach here", () => {
  expect(Object.keys(breaches).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

test.each(Object.entries(breaches))("%s catches its breach, type-only imports included", (rule, imports) => {
  const found = violations
    .filter(({ from }) => Object.hasOwn(imports, from))
    .map(({ rule: { name } }) => name);
  expect(found).toContain(rule);
});

test("allowed imports are let through", () => {
  expect(violations.filter(({ from }) => Object.hasOwn(sound, from))).toEqual([]);
});

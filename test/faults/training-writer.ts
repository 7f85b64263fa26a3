/** Child process of the kill tests: stores checkpoints and models as a training run does, and says what was acknowledged. */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { learningHandlers } from "../../electron/data/queries/learning.ts";
import { openLibrary, readMigrations } from "../../electron/data/store/library.ts";
import type { Call, Method } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const [path = "", start = "0"] = process.argv.slice(2);
const library = valueOrThrow(
  openLibrary(path, readMigrations(join(import.meta.dirname, "../../electron/migrations"))),
);
const handlers = learningHandlers({
  library,
  files: new Map(),
  printPdf: () => Promise.reject(new Error("none")),
});
const call: Call<Method> = {
  signal: new AbortController().signal,
  progress: () => {},
  block: async () => {},
};

/** Bytes that tell which step wrote them, so that a torn write is seen. */
const stateOf = (step: number): Uint8Array<ArrayBuffer> => new Uint8Array(200_000).fill(step % 251);

flushCompileCache(); // whoever is killed leaves none
writeSync(1, "ready\n");
for (let step = Number(start); ; step++) {
  await handlers.saveCheckpoint(
    { run: "run", request: { step }, state: stateOf(step), forgettings: 0 },
    call,
  );
  writeSync(1, `checkpoint ${step}\n`);
  if (step % 5 === 0) {
    const card = { id: `model-${step}`, name: "matrix-factorization", createdAt: step };
    await handlers.saveModel({ card, weights: stateOf(step), forgettings: 0 }, call);
    writeSync(1, `model ${step}\n`);
  }
}

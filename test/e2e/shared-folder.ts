/** Gives a run a folder with the sample library, made once for all of its files. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDisplay } from "../../scripts/runtime/display.ts";
import { runtime } from "../../scripts/runtime/runtime.ts";
import { ensureSample } from "../../scripts/sample.ts";

export const setup = async (): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "marquee-run-"));
  const sample = join(folder, "sample.marquee");
  const electron = await runtime();
  await withDisplay((env) => ensureSample(electron, env, sample));
  process.env.MARQUEE_TEST_SAMPLE = sample;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
};

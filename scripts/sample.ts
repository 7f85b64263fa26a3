/** The sample library of a checkout. */
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { batch } from "./batch.ts";
import { say } from "./runtime/console.ts";
import { root } from "./runtime/places.ts";
import type { Runtime } from "./runtime/runtime.ts";

export const outputFolder = join(root, "output");
export const sampleFile = join(outputFolder, "sample.marquee");

/** Makes the sample library unless the file is there; it appears whole or not at all. */
export const ensureSample = async (
  electron: Runtime,
  display: NodeJS.ProcessEnv,
  file = sampleFile,
): Promise<void> => {
  if (existsSync(file)) return;
  say("Making the sample library …");
  await mkdir(dirname(file), { recursive: true });
  const making = file.replace(/\.marquee$/, ".making.marquee");
  await rm(making, { force: true });
  await batch(electron, display, "sample", "--out", making);
  await rename(making, file);
};

/** The sample library: one cinema, its films and its audience, the same everywhere for the same seed and day. */
import type { IsoDate } from "../../../shared/domain/slate.ts";
import type { Library } from "../store/library.ts";
import { readSources } from "./sources.ts";
import { writeWorld } from "./store.ts";
import { makeWorld } from "./world.ts";

/**
 * The sample's Monday: showings end the day before, the week after it is the one to plan. Fixed rather than taken
 * from the clock, so that every copy is the same.
 */
export const sampleToday: IsoDate = "2026-11-23";

export interface SampleOptions {
  readonly seed: number;
  readonly today: IsoDate;
  /** The folder that holds `sample/` with the generator's sources. */
  readonly assets: string;
}

/** Share of the whole work that making the world takes; writing it takes the rest. */
const making = 0.6;

/** Fills a new, empty library. `share` is 0..1; an abort leaves a library that is to be thrown away. */
export const writeSample = async (
  library: Library,
  { seed, today, assets }: SampleOptions,
  progress: (share: number, phase: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  const sources = readSources(assets);
  const world = await makeWorld(
    sources,
    today,
    seed,
    (share, phase) => progress(share * making, phase),
    signal,
  );
  await writeWorld(
    library,
    world,
    seed,
    (share, phase) => progress(making + share * (1 - making), phase),
    signal,
  );
};

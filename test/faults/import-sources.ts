/** Two sources for the fault suites: the second brings members and films, and changes ratings of the first. */
import { writeMlLatest } from "../fixtures/movielens/generate.ts";

/** Fewer rows than the second has, so that runs are spilled and merged. */
export const runRows = 1_500;

export const writeTwoSources = async (first: string, second: string): Promise<void> => {
  await writeMlLatest(first, { members: 40, films: 250, ratingsPerMember: 60 }, 1);
  await writeMlLatest(second, { members: 60, films: 300, ratingsPerMember: 60 }, 2);
};

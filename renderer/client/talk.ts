/** What goes with talk, for the Reputation page and for the batch: showings of every venue against their forecast, then texts against what is left. */
import type { FilmDays } from "../../shared/domain/attendance.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";

interface Call {
  readonly signal?: AbortSignal | undefined;
}

export const filmDaysOf = async ({ data, scheduling }: Clients, { signal }: Call = {}): Promise<FilmDays> => {
  const { venues } = await unwrap(data.listVenues({}, { signal }));
  const problems: WeekProblem[] = [];
  for (const { id, nextWeek } of venues)
    if (nextWeek !== null)
      problems.push(await unwrap(data.weekProblem({ venue: id, week: nextWeek }, { signal })));
  return unwrap((await scheduling()).filmDays({ problems }, { signal }));
};

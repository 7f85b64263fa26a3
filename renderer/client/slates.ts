/** What slates of several weeks are chosen from: the weeks' candidates together, with what the model predicts of them. */
import type { SlateWeek } from "../../shared/contract/slates.ts";
import { overridesWithin } from "../../shared/domain/overrides.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { withOutlook } from "./outlook.ts";
import { withOverlaps } from "./overlaps.ts";
import { withPreferences } from "./predicted-likes.ts";
import { unwrap } from "./read.ts";

export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const byFilm = <T extends { readonly film: number }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.film, row])).values(),
];

export interface SlateQuestion {
  readonly problem: WeekProblem;
  readonly weeks: readonly SlateWeek[];
  /** Whose predictions these are; null without a model. */
  readonly model: string | null;
}

export const readSlateQuestion = async (
  clients: Clients,
  venue: number,
  week: IsoDate,
  weeks: number,
  signal?: AbortSignal,
): Promise<SlateQuestion> => {
  const { data } = clients;
  const problems: WeekProblem[] = [];
  for (let n = 0; n < weeks; n++)
    problems.push(await unwrap(data.weekProblem({ venue, week: addDays(week, 7 * n) }, { signal })));
  const [first] = problems as [WeekProblem];
  const candidates = byFilm(problems.flatMap((problem) => problem.candidates));
  const takings = byFilm(problems.flatMap((problem) => problem.takings));
  const asked = problems.map((problem) => ({
    days: problem.days,
    films: problem.candidates.map(({ film }) => film),
  }));
  const days = problems.flatMap((problem) => problem.days);
  const overrides = problems.flatMap((each) => overridesWithin(each.overrides ?? [], each.days));
  const together = { ...first, candidates, takings, overrides };
  // What a plan of each week would go by.
  const problem = await withOutlook(clients, await withOverlaps(clients, together, signal), { signal }, days);
  return { ...(await withPreferences(clients, problem, { signal })), weeks: asked };
};

/** What the model predicts of a week's films: the share that would like each, and at which hours, where a plan is to please. */
import { likeAtHours } from "../../shared/domain/experience-hours.ts";
import { Failure } from "../../shared/domain/fault.ts";
import { admissionsOnly, type Objective } from "../../shared/domain/objective.ts";
import type { FilmPreference, WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";

interface Asked {
  readonly objective?: Objective | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Nor is anything told of an audience that is too small. */
const untold = ["NoModel", "UnknownFilm", "Suppressed"];

/** The hours count where the plan weighs satisfaction and there are visits to learn from. */
const withHours = async (
  { training }: Clients,
  { candidates }: WeekProblem,
  preference: readonly FilmPreference[],
  { objective = admissionsOnly, signal }: Asked,
): Promise<readonly FilmPreference[]> => {
  if (objective.satisfaction === 0) return preference;
  const answer = await (await training()).experience({}, { signal });
  if (!answer.ok) {
    if (answer.error.type === "TooFewVisits") return preference;
    throw new Failure(answer.error);
  }
  const runtimes = new Map(candidates.map(({ film, runtime }) => [film, runtime]));
  return preference.map((each) => {
    const likeAt = likeAtHours(answer.value, { ...each, runtime: runtimes.get(each.film) ?? 0 });
    return likeAt ? { ...each, likeAt } : each;
  });
};

/** The week with predicted preferences and the model they are of; as it was, and null, without a model. */
export const withPreferences = async (
  clients: Clients,
  problem: WeekProblem,
  asked: Asked = {},
): Promise<{ readonly problem: WeekProblem; readonly model: string | null }> => {
  if (problem.candidates.length === 0) return { problem, model: null };
  const films = problem.candidates.map(({ film }) => film);
  const answer = await (await clients.training()).likeShares(
    { films, reach: true },
    { signal: asked.signal },
  );
  if (!answer.ok) {
    if (untold.includes(answer.error.type)) return { problem, model: null };
    throw new Failure(answer.error);
  }
  const { model, shares } = answer.value;
  const told = shares.map(({ ratings: _, ...each }) => each);
  return { problem: { ...problem, preference: await withHours(clients, problem, told, asked) }, model };
};

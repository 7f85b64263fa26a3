/**
 * What to run next: asynchronous successive halving (ASHA; Li, Jamieson, Rostamizadeh, Gonina, Hardt, Recht & Talwalkar 2018, A system for
 * massively parallel hyperparameter tuning), its new trials from parzen.ts. A trial is first judged after a small share of its budget
 * (rung 0); whenever a rung holds n results, those among its best ⌊n / η⌋ go on to the next; where none can, a new trial starts.
 * The defaults run through all rungs first: they are what the others are measured by. The next job is a function of the plan and of
 * the results so far alone, so that a search cut off goes on as if it had not been.
 */
import type { SearchRange, TrialResult } from "../../../shared/contract/tuning.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import type { Parameters } from "../model.ts";
import { hypercubePoint, propose } from "./parzen.ts";
import { parametersAt, pointOf } from "./range.ts";

/** Of the results of a rung one in η goes on. */
export const η = 3;

export interface SearchPlan {
  readonly ranges: readonly SearchRange[];
  readonly defaults: Parameters; // of the ranges
  readonly shares: readonly number[]; // of the budget, by rung, the last one 1
  readonly lowerIsBetter: boolean;
  readonly trials: number; // the defaults among them
  readonly seed: number;
}
export type Job = Pick<TrialResult, "trial" | "rung" | "params">;

/** The best first; a trial of which no figure came is the last, ties by who came first. */
export const ranked = (
  { lowerIsBetter }: Pick<SearchPlan, "lowerIsBetter">,
  results: readonly TrialResult[],
): TrialResult[] => {
  const cost = ({ score }: TrialResult): number =>
    score === null ? Number.POSITIVE_INFINITY : lowerIsBetter ? score : -score;
  return [...results].sort((a, b) => {
    const [one, other] = [cost(a), cost(b)];
    return one === other ? a.trial - b.trial : one - other;
  });
};

/** Trials by how far they came, then by their score there. */
const trialsInOrder = (plan: SearchPlan, results: readonly TrialResult[]): TrialResult[] => {
  const furthest = new Map<number, TrialResult>();
  for (const result of results)
    if (result.rung >= (furthest.get(result.trial)?.rung ?? 0)) furthest.set(result.trial, result);
  return plan.shares
    .map((_, rung) =>
      ranked(
        plan,
        [...furthest.values()].filter((result) => result.rung === rung),
      ),
    )
    .reverse()
    .flat();
};

const newTrial = (plan: SearchPlan, results: readonly TrialResult[], trial: number): Parameters => {
  const { ranges, seed } = plan;
  const first = Math.min(12, Math.max(6, 2 * ranges.length));
  const point =
    trial <= first
      ? hypercubePoint(first, trial - 1, ranges.length, seed)
      : propose(
          trialsInOrder(plan, results).map(({ params }) => pointOf(ranges, params)),
          ranges.length,
          seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ trial),
        );
  return parametersAt(ranges, point);
};

/** Null once all trials have gone as far as they may. */
export const nextJob = (plan: SearchPlan, results: readonly TrialResult[]): Job | null => {
  const top = plan.shares.length - 1;
  const at = (rung: number): TrialResult[] => results.filter((result) => result.rung === rung);
  const ofDefaults = results.filter(({ trial }) => trial === 0).length;
  if (ofDefaults <= top) return { trial: 0, rung: ofDefaults, params: plan.defaults };

  const goOn = (rung: number, most: number): Job | null => {
    const gone = new Set(at(rung + 1).map(({ trial }) => trial));
    const next = ranked(plan, at(rung))
      .slice(0, most)
      .find(({ trial, score }) => !gone.has(trial) && score !== null);
    return next ? { trial: next.trial, rung: rung + 1, params: next.params } : null;
  };
  for (let rung = top - 1; rung >= 0; rung--) {
    const job = goOn(rung, Math.floor(at(rung).length / η));
    if (job) return job;
  }
  const started = new Set(results.map(({ trial }) => trial)).size;
  if (started < plan.trials) return { trial: started, rung: 0, params: newTrial(plan, results, started) };
  // Too few for a third of them to go on: the best one does.
  for (let rung = 0; rung < top; rung++) {
    const gone = at(rung + 1).some(({ trial }) => trial !== 0);
    const job = gone ? null : goOn(rung, at(rung).length);
    if (job) return job;
  }
  return null;
};

/**
 * Films forecast before their release (reference/concept.py): of the films with a running time, and a budget and revenue of more than a hundred thousand, those up
 * to a year teach and those after it are judged. Votes: RMSE, over films with at least 50. Revenue: mean absolute error of its logarithm. Coverage: share of
 * outcomes that the 80 % intervals hold.
 */
import type { ConceptFigures } from "../../../shared/contract/concepts.ts";
import type { ReleasedFilm } from "../../../shared/domain/concept.ts";
import { fitOutcome, type Known, type Setting, settings } from "../concept/outcome-model.ts";
import { hasMoney, logRevenueOf, voteOf } from "../concept/outcomes.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const conceptByYear = async (
  films: readonly ReleasedFilm[],
  lastYear: number,
  step: (share: number) => Promise<void>,
): Promise<ConceptFigures | null> => {
  const told = films.filter(hasMoney);
  const judge = async (known: readonly Known[], setting: Setting, from: number) => {
    const train = known.filter(({ film }) => (film.year as number) <= lastYear);
    const test = known.filter(({ film }) => (film.year as number) > lastYear);
    const model = await fitOutcome(train, setting, (share) => step(from + share / 2));
    if (!model || test.length === 0) return null;
    const judged = test.map(({ film, y }) => ({ y, ...model.forecast(film) }));
    return {
      train,
      test,
      errors: judged.map(({ y, value }) => y - value),
      covered: mean(judged.map(({ y, low, high }) => Number(low <= y && y <= high))),
    };
  };
  const votes = await judge(
    told.flatMap((film) => voteOf(film) ?? []),
    settings.vote,
    0,
  );
  const revenue = await judge(
    told.flatMap((film) => logRevenueOf(film) ?? []),
    settings.revenue,
    0.5,
  );
  if (!votes || !revenue) return null;
  const past = mean(votes.train.map(({ y }) => y));
  const overBudget = ({ film, y }: Known): number => y - Math.log(film.budget as number);
  const ratios = revenue.train.map(overBudget).sort((a, b) => a - b);
  const usual = ratios[ratios.length >> 1] as number;
  return {
    metrics: {
      vote_rmse: Math.sqrt(mean(votes.errors.map((error) => error ** 2))),
      revenue_mae: mean(revenue.errors.map(Math.abs)),
      coverage: { "80": { vote: votes.covered, revenue: revenue.covered } },
    },
    baseline: {
      vote_rmse: Math.sqrt(mean(votes.test.map(({ y }) => (y - past) ** 2))),
      revenue_mae: mean(revenue.test.map((one) => Math.abs(overBudget(one) - usual))),
    },
    counts: {
      vote: { train: votes.train.length, test: votes.test.length },
      revenue: { train: revenue.train.length, test: revenue.test.length },
    },
  };
};

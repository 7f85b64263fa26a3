/** What a schedule is worth, asked of the scheduling worker while the user edits. */
import { useMemo, useRef } from "react";
import type {
  DayProof,
  ScheduledShowing,
  ShowingForecast,
  WeekProblem,
} from "../../../shared/domain/slate.ts";
import { useClients } from "../../client/context.tsx";
import { basisOf, type Draft } from "./draft.ts";
import { useLatest } from "./use-latest.ts";

export interface Worth {
  readonly total: number;
  readonly forecast: ReadonlyMap<string, ShowingForecast>;
  readonly proof: ReadonlyMap<string, DayProof>;
}

type Showings = readonly ScheduledShowing[];

/** The draft's worth; that of its last valued state while the new one is being computed. */
export const useWorth = (draft: Draft): { readonly worth: Worth | null; readonly stale: boolean } => {
  const { scheduling } = useClients();
  const { problem, history } = draft;
  const { proof } = basisOf(draft);
  const question = useMemo(
    () => ({ problem, showings: history.showings, bounds: proof }),
    [problem, history.showings, proof],
  );
  const { answered, stale } = useLatest(question, async (asked): Promise<Worth | null> => {
    const answer = await (await scheduling()).value(asked);
    if (!answer.ok) return null;
    const { total, forecast, proof: days } = answer.value;
    return {
      total,
      forecast: new Map(forecast.map((each) => [each.id, each])),
      proof: new Map(days.map((each) => [each.date, each])),
    };
  });
  return { worth: answered?.answer ?? null, stale };
};

/** How many more admissions are expected once `after` takes the place of `before`; null while unknown. */
export const useChange = (
  problem: WeekProblem,
  before: Showings | null,
  after: Showings | null,
): number | null => {
  const { scheduling } = useClients();
  const known = useRef<{ readonly showings: Showings; readonly total: number } | null>(null);
  const totalOf = async (showings: Showings): Promise<number | null> => {
    const answer = await (await scheduling()).value({ problem, showings });
    return answer.ok ? answer.value.total : null;
  };
  const { answered, stale } = useLatest(after, async (asked) => {
    if (!before) return null;
    const base = known.current?.showings === before ? known.current.total : await totalOf(before);
    if (base === null) return null;
    known.current = { showings: before, total: base };
    const total = await totalOf(asked);
    return total === null ? null : total - base;
  });
  return stale ? null : (answered?.answer ?? null);
};

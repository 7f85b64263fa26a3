/** What a schedule is worth, asked of the scheduling worker while the user edits. */
import { useMemo, useRef } from "react";
import type {
  DayProof,
  ScheduledShowing,
  ShowingForecast,
  WeekProblem,
} from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { basisOf, type Draft } from "./draft.ts";
import { heldWeek } from "./held-week.ts";
import { useLatest } from "./use-latest.ts";

export interface Worth {
  readonly total: number;
  readonly forecast: ReadonlyMap<string, ShowingForecast>;
  readonly proof: ReadonlyMap<string, DayProof>;
}

type Showings = readonly ScheduledShowing[];

type Forecasts = Worth["forecast"];

/** What did not change stays the same object, so that blocks that show it need not be drawn again. */
const keeping = (before: Forecasts, after: readonly ShowingForecast[]): Forecasts =>
  new Map(
    after.map((now) => {
      const known = before.get(now.id);
      const same = known?.mean === now.mean && known.low === now.low && known.high === now.high;
      return [now.id, same ? known : now];
    }),
  );

/** The draft's worth; that of its last valued state while the new one is being computed. */
export const useWorth = (draft: Draft): { readonly worth: Worth | null; readonly stale: boolean } => {
  const clients = useClients();
  const { problem, history } = draft;
  const { proof, objective } = basisOf(draft);
  const question = useMemo(
    () => ({ problem, showings: history.showings, bounds: proof, objective }),
    [problem, history.showings, proof, objective],
  );
  const last = useRef<Forecasts>(noForecasts);
  const { answered, stale } = useLatest(question, async (asked): Promise<Worth | null> => {
    const held = await heldWeek(clients, asked.problem);
    const answer = await held?.scheduling.value({ ...asked, problem: held.week });
    if (!answer?.ok) return null;
    const { total, forecast, proof: days } = answer.value;
    last.current = keeping(last.current, forecast);
    return { total, forecast: last.current, proof: new Map(days.map((each) => [each.date, each])) };
  });
  return { worth: answered?.answer ?? null, stale };
};

export const noForecasts: Forecasts = new Map();

/** How many more admissions are expected once `after` takes the place of `before`; null while unknown. */
export const useChange = (
  problem: WeekProblem,
  before: Showings | null,
  after: Showings | null,
): number | null => {
  const clients = useClients();
  const known = useRef<{ readonly showings: Showings; readonly total: number } | null>(null);
  const totalOf = async (showings: Showings): Promise<number | null> => {
    const held = await heldWeek(clients, problem);
    const answer = await held?.scheduling.value({ problem: held.week, showings });
    return answer?.ok ? answer.value.total : null;
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

/** What a schedule is worth, asked of the scheduling worker while the user edits. */
import { useMemo, useRef, useState } from "react";
import { keepByDay } from "../../../../shared/domain/by-day.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { basisOf, type Draft } from "./draft.ts";
import { heldWeek } from "./held-week.ts";
import { useLatest } from "./use-latest.ts";
import { daysToValue, type Valued, type Worth, type WorthQuestion, withDays } from "./valued-days.ts";

type Showings = readonly ScheduledShowing[];

/** The draft's worth; that of its last valued state while the new one is being computed. */
export const useWorth = (draft: Draft): { readonly worth: Worth | null; readonly stale: boolean } => {
  const clients = useClients();
  const { problem, history } = draft;
  const { proof, objective, slate } = basisOf(draft);
  const [grouped] = useState(keepByDay);
  const question = useMemo(
    (): WorthQuestion => ({ problem, showings: grouped(history.showings), bounds: proof, objective, slate }),
    [problem, history.showings, grouped, proof, objective, slate],
  );
  const last = useRef<Valued | null>(null);
  const { answered, stale } = useLatest(question, async (asked): Promise<Worth | null> => {
    const days = daysToValue(asked, last.current);
    const held = await heldWeek(clients, asked.problem);
    const answer = await held?.scheduling.value({
      problem: held.week,
      showings: days.flatMap((date) => asked.showings.get(date) ?? []),
      bounds: asked.bounds.filter(({ date }) => days.includes(date)),
      objective: asked.objective,
      slate: asked.slate,
    });
    if (!answer?.ok) return null;
    last.current = withDays(asked, days, answer.value, last.current);
    return last.current.worth;
  });
  return { worth: answered?.answer ?? null, stale };
};

export const noForecasts: Worth["forecast"] = new Map();

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

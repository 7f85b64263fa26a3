/** Where a carried showing may be dropped without breaking a rule, and what each place would change. */
import { useMemo } from "react";
import type { Minutes, ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { heldWeek } from "../draft/held-week.ts";
import { useLatest } from "../draft/use-latest.ts";
import type { OpenPlace } from "./open-spans.ts";

export interface OpenPlaces {
  readonly all: readonly OpenPlace[];
  changeAt(screen: number, start: Minutes): number | undefined;
}

const placesOf = (all: readonly OpenPlace[]): OpenPlaces => {
  const changes = new Map(all.map(({ screen, start, change }) => [`${screen} ${start}`, change]));
  return { all, changeAt: (screen, start) => changes.get(`${screen} ${start}`) };
};

/** Null while unknown, or while nothing is carried. */
export const useOpenPlaces = (
  problem: WeekProblem,
  showings: readonly ScheduledShowing[],
  showing: ScheduledShowing | null,
): OpenPlaces | null => {
  const clients = useClients();
  const question = useMemo(() => showing && { problem, showings, showing }, [problem, showings, showing]);
  const { answered, stale } = useLatest(question, async (asked) => {
    const held = await heldWeek(clients, asked.problem);
    const answer = await held?.scheduling.places({ ...asked, problem: held.week });
    return answer?.ok ? placesOf(answer.value.places) : null;
  });
  return stale ? null : (answered?.answer ?? null);
};

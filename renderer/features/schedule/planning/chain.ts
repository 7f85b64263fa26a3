/** A week of every venue of a chain, planned one after the other and kept as drafts. It goes on while the user moves about. */
import type { Venue } from "../../../../shared/contract/planning.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Objective } from "../../../../shared/domain/objective.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import type { Clients } from "../../../client/client.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";
import { flushDraft } from "../draft/autosave.ts";
import { keptDraft, startDraft } from "../draft/draft.ts";
import { scheduleState } from "../draft/store.ts";
import { readWeek } from "./planning.ts";

export type VenueState =
  | { readonly state: "waiting" | "left" | "stopped" } // left: its week has a plan in hand already
  | { readonly state: "planning"; readonly share: number | null }
  | {
      readonly state: "planned";
      readonly showings: number;
      readonly admissions: number;
      readonly gap: number;
    }
  | { readonly state: "failed"; readonly fault: AnyFault };

export interface ChainRun {
  readonly week: IsoDate;
  readonly venues: readonly { readonly venue: Venue; readonly at: VenueState }[];
  readonly cancel: (() => void) | null; // null: over
}

const chain = makeStore<ChainRun | null>(null);
export const useChain = (): ChainRun | null => useStore(chain);
export const forgetChain = (): void => chain.set(null);

const planned = async (
  clients: Clients,
  venue: Venue,
  week: IsoDate,
  objective: Objective,
  signal: AbortSignal,
  report: (share: number | null, secondsLeft: number | null) => void,
): Promise<VenueState> => {
  await flushDraft(clients);
  const { draft } = scheduleState();
  const inHand = draft?.problem.week === week && draft.problem.house.venue === venue.id;
  if (inHand || (await clients.data.loadDraft({ venue: venue.id, week })).ok) return { state: "left" };
  const { problem, model } = await readWeek(clients, venue.id, week, objective, signal);
  const { plan, reasons, complete } = await unwrap(
    (await clients.scheduling()).plan(
      { problem, options: { objective } },
      {
        signal,
        onProgress: ({ day, days, secondsLeft }) => report(days === 0 ? null : day / days, secondsLeft),
      },
    ),
  );
  if (!complete && signal.aborted) return { state: "stopped" };
  const kept = keptDraft(startDraft(problem, plan, reasons, model, objective));
  await unwrap(clients.data.saveDraft({ venue: venue.id, week, draft: { ...kept } }));
  const value = plan.proof.reduce((sum, day) => sum + day.value, 0);
  const bound = plan.proof.reduce((sum, day) => sum + day.bound, 0);
  return {
    state: "planned",
    showings: plan.showings.length,
    admissions: plan.forecast.reduce((sum, { mean }) => sum + mean, 0),
    gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
  };
};

/** A venue that cannot be planned, or has a plan in hand, is left as it is and said so; the others go on. */
export const planChain = async (
  clients: Clients,
  venues: readonly Venue[],
  week: IsoDate,
  objective: Objective,
  label: string,
): Promise<void> => {
  if (chain.get()?.cancel) return;
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  const { library } = scheduleState();
  let states: VenueState[] = venues.map(() => ({ state: "waiting" }));
  const show = (n: number, at: VenueState, over = false): void => {
    states = states.with(n, at);
    chain.set({
      week,
      venues: venues.map((venue, v) => ({ venue, at: states[v] as VenueState })),
      cancel: over ? null : cancel,
    });
  };
  for (const [n, venue] of venues.entries()) {
    const isOver = (): boolean => signal.aborted || scheduleState().library !== library;
    if (isOver()) show(n, { state: "stopped" });
    else {
      show(n, { state: "planning", share: null });
      const done = await planned(clients, venue, week, objective, signal, (share, secondsLeft) => {
        show(n, { state: "planning", share });
        const left = venues.length - n;
        work.update({
          share: (n + (share ?? 0)) / venues.length,
          secondsLeft: secondsLeft === null ? null : secondsLeft * left,
        });
      }).catch((error: unknown): VenueState => {
        const fault = faultOf(error);
        return fault.type === "Cancelled" ? { state: "stopped" } : { state: "failed", fault };
      });
      show(n, isOver() && done.state !== "planned" ? { state: "stopped" } : done);
    }
  }
  work.end();
  show(venues.length - 1, states[venues.length - 1] as VenueState, true);
};

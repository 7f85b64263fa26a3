import type { PlanRow } from "../../../shared/contract/planning.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { openedDraft } from "./draft.ts";
import { readWeek } from "./planning.ts";
import { changeSchedule, scheduleState } from "./store.ts";

/** Puts a stored version in hand, with today's knowledge of its week beside it. */
export const openPlan = async (clients: Clients, { id, venue, week }: PlanRow): Promise<void> => {
  const { library } = scheduleState();
  try {
    const document = await unwrap(clients.data.loadPlan({ id }));
    const { problem } = await readWeek(clients, venue, week, new AbortController().signal);
    if (scheduleState().library !== library || scheduleState().run) return;
    changeSchedule({ draft: openedDraft(problem, document), venue, week, failure: null });
  } catch (error) {
    changeSchedule({ failure: { fault: faultOf(error), problem: null } });
  }
};

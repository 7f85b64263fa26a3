/** The week in hand as the scheduling worker knows it: sent once, named ever after. */
import type { HeldWeek, SchedulingClient } from "../../../../shared/contract/scheduling.ts";
import type { WeekProblem } from "../../../../shared/domain/slate.ts";
import type { Clients } from "../../../client/client.ts";

interface Told {
  readonly scheduling: SchedulingClient;
  readonly problem: WeekProblem;
  readonly week: Promise<HeldWeek | null>;
}
let told: Told | null = null;

/** The worker, and the week's name to it; a worker that was started anew is told again. Null where it ended meanwhile. */
export const heldWeek = async (
  clients: Clients,
  problem: WeekProblem,
): Promise<{ readonly scheduling: SchedulingClient; readonly week: HeldWeek } | null> => {
  const scheduling = await clients.scheduling();
  if (told?.problem !== problem || told.scheduling !== scheduling)
    told = {
      scheduling,
      problem,
      week: scheduling.hold({ problem }).then((answer) => (answer.ok ? answer.value : null)),
    };
  const week = await told.week;
  return week && { scheduling, week };
};

import type { PlanRow } from "../../../../shared/contract/planning.ts";
import type { ScenarioRow } from "../../../../shared/contract/scenarios.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { admissionsOnly, type Objective } from "../../../../shared/domain/objective.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import type { Clients } from "../../../client/client.ts";
import { unwrap } from "../../../client/read.ts";
import { flushDraft } from "../draft/autosave.ts";
import { type Draft, keptObjective, openedDraft, restoredDraft } from "../draft/draft.ts";
import { changeSchedule, scheduleState } from "../draft/store.ts";
import { readWeek } from "../planning/planning.ts";

/** Puts a draft in hand unless the user has gone elsewhere meanwhile. */
const take = async (read: () => Promise<Draft | null>): Promise<void> => {
  const { library } = scheduleState();
  try {
    const draft = await read();
    if (!draft || scheduleState().library !== library || scheduleState().run) return;
    const { house, week } = draft.problem;
    changeSchedule({ draft, venue: house.venue, week, failure: null });
  } catch (error) {
    changeSchedule({ failure: { fault: faultOf(error), problem: null } });
  }
};

const problemOf = async (
  clients: Clients,
  venue: number,
  week: IsoDate,
  objective: Objective = admissionsOnly,
): Promise<Draft["problem"]> =>
  (await readWeek(clients, venue, week, objective, new AbortController().signal)).problem;

type PlanPlace = Pick<PlanRow, "id" | "venue" | "week">;

const stored = async (clients: Clients, { id, venue, week }: PlanPlace): Promise<Draft> => {
  const document = await unwrap(clients.data.loadPlan({ id }));
  return openedDraft(await problemOf(clients, venue, week, document.objective), document);
};

/** Puts a stored version in hand, with today's knowledge of its week beside it. */
export const openPlan = (clients: Clients, row: PlanPlace): Promise<void> => take(() => stored(clients, row));

/** Puts a scenario in hand, to be edited and kept as such. */
export const openScenario = (clients: Clients, { id, venue, week }: ScenarioRow): Promise<void> =>
  take(async () => {
    const { name, document } = await unwrap(clients.data.loadScenario({ id }));
    const problem = await problemOf(clients, venue, week, document.objective);
    return { ...openedDraft(problem, document), scenario: { id, name } };
  });

/** Puts in hand what was kept of a week, else its latest stored version; nothing where neither exists. */
export const openWeek = (
  clients: Clients,
  venue: number,
  week: IsoDate,
  latest: PlanRow | undefined,
): Promise<void> =>
  take(async () => {
    await flushDraft(clients);
    const kept = await clients.data.loadDraft({ venue, week });
    const draft =
      kept.ok &&
      restoredDraft(await problemOf(clients, venue, week, keptObjective(kept.value.draft)), kept.value.draft);
    return draft || (latest ? stored(clients, latest) : null);
  });

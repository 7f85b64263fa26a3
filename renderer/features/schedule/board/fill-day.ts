/** Fills what is left of a day around the showings that stand there, as one edit. */
import type { PlanProgress } from "../../../../shared/contract/scheduling.ts";
import { Failure, faultOf } from "../../../../shared/domain/fault.ts";
import type { IsoDate, Plan, ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import type { Clients } from "../../../client/client.ts";
import { startWork } from "../../../client/work.ts";
import { type Basis, basisOf } from "../draft/draft.ts";
import { changeSchedule, edit, scheduleState } from "../draft/store.ts";

/** For one day; a whole week has a minute. */
const seconds = 12;

interface FillCall {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PlanProgress) => void;
}

/** What stands is kept like locked showings. A minimum that finds no room any more is lowered to what does. */
const solved = async (
  { scheduling }: Clients,
  problem: WeekProblem,
  there: readonly ScheduledShowing[],
  { slate, objective }: Pick<Basis, "slate" | "objective">,
  call: FillCall,
): Promise<Plan> => {
  const worker = await scheduling();
  for (let { candidates } = problem; ; ) {
    const options = { slate: [...slate], locked: [...there], objective, timeLimit: seconds };
    const answer = await worker.plan({ problem: { ...problem, candidates }, options }, call);
    if (answer.ok) return answer.value.plan;
    const { error } = answer;
    if (error.type !== "MinimumShowsCannotFit" || error.films.length === 0) throw new Failure(error);
    const room = new Map(error.films.map(({ film, have }) => [film, have]));
    candidates = candidates.map((candidate) => ({
      ...candidate,
      minShowsPerDay: room.get(candidate.film) ?? candidate.minShowsPerDay,
    }));
  }
};

const onDay = (showings: readonly ScheduledShowing[], day: IsoDate) =>
  showings.filter(({ date }) => date === day);

/** Cancelling keeps the best that was found. How many showings came in. */
export const fillDay = async (clients: Clients, day: IsoDate, label: string): Promise<number> => {
  const { draft, library, run, filling } = scheduleState();
  if (!draft || run || filling) return 0;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  changeSchedule({ filling: { day, progress: null, cancel }, failure: null });
  const { problem } = draft;
  const there = onDay(draft.history.showings, day);
  const { slate, objective } = basisOf(draft);
  const wish = { slate: [...new Set([...slate, ...there.map(({ film }) => film)])], objective };
  try {
    const plan = await solved(clients, { ...problem, days: [day] }, there, wish, {
      signal: controller.signal,
      onProgress: (progress) => {
        work.update({ secondsLeft: progress.secondsLeft });
        changeSchedule({ filling: { day, progress, cancel } });
      },
    });
    const now = scheduleState();
    if (now.library !== library || !now.draft) return 0;
    const standing = onDay(now.draft.history.showings, day);
    if (standing.length !== there.length || standing.some((showing, at) => showing !== there[at]))
      throw new Failure({ type: "DayChanged" });
    const kept = new Set(there.map(({ id }) => id));
    const added = plan.showings.filter(({ id }) => !kept.has(id));
    if (added.length > 0)
      edit({
        kind: "together",
        edits: added.map((showing) => ({
          kind: "add",
          showing: { ...showing, id: crypto.randomUUID(), locked: false },
        })),
      });
    return added.length;
  } catch (error) {
    const fault = faultOf(error);
    if (fault.type !== "Cancelled") changeSchedule({ failure: { fault, problem } });
    return 0;
  } finally {
    work.end();
    changeSchedule({ filling: null });
  }
};

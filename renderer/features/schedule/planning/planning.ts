/** Plans a week: problem from the library, preferences from the latest model, schedule from the solver. */
import { modelNames } from "../../../../shared/contract/training.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import type { Objective } from "../../../../shared/domain/objective.ts";
import {
  type IsoDate,
  isHeld,
  type ScheduledShowing,
  type WeekProblem,
} from "../../../../shared/domain/slate.ts";
import type { Clients } from "../../../client/client.ts";
import { withOutlook } from "../../../client/outlook.ts";
import { withOverlaps } from "../../../client/overlaps.ts";
import { withPreferences } from "../../../client/predicted-likes.ts";
import { unwrap } from "../../../client/read.ts";
import { startWork } from "../../../client/work.ts";
import { type Draft, replanDraft, startDraft } from "../draft/draft.ts";
import { changeSchedule, type PlanningRun, scheduleState } from "../draft/store.ts";

/** The venue's week with everything the scheduler may know of it. */
export const readWeek = async (
  clients: Clients,
  venue: number,
  week: IsoDate,
  objective: Objective,
  signal: AbortSignal,
): Promise<{ readonly problem: WeekProblem; readonly model: Draft["model"] }> => {
  const plain = await unwrap(clients.data.weekProblem({ venue, week }, { signal }));
  const known = await withOutlook(clients, await withOverlaps(clients, plain, signal), { signal });
  const { problem, model } = await withPreferences(clients, known, { objective, signal });
  if (model === null) return { problem, model };
  const { cards } = await unwrap(clients.data.listModels({}, { signal }));
  return { problem, model: { id: model, name: cards.find(({ id }) => id === model)?.name ?? modelNames[0] } };
};

export interface PlanWish {
  readonly venue: number;
  readonly week: IsoDate;
  /** The films to play; undefined leaves the choice to the solver. */
  readonly slate: readonly number[] | undefined;
  readonly objective: Objective;
  /** Pencilled showings may move: the user agreed. */
  readonly freesPencilled?: boolean;
}

const showRun = (run: PlanningRun, change: Partial<PlanningRun>): PlanningRun => {
  const changed = { ...run, ...change };
  changeSchedule({ run: changed });
  return changed;
};

/**
 * Runs until done, failed or cancelled; cancelling keeps the best schedule found so far. A plan of the week in hand
 * replaces it as one undoable edit and keeps what is locked or pencilled.
 */
export const planWeek = async (clients: Clients, wish: PlanWish, label: string): Promise<void> => {
  if (scheduleState().run) return;
  const { library } = scheduleState();
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  changeSchedule({ failure: null });
  let run = showRun({ problem: null, progress: null, cancel }, {});
  try {
    const { problem, model } = await readWeek(
      clients,
      wish.venue,
      wish.week,
      wish.objective,
      controller.signal,
    );
    run = showRun(run, { problem });
    const held = scheduleState().draft;
    const current =
      held?.problem.week === problem.week && held.problem.house.venue === problem.house.venue ? held : null;
    const stays = (showing: ScheduledShowing): boolean =>
      wish.freesPencilled ? showing.locked : isHeld(showing);
    const locked = current?.history.showings.filter(stays) ?? [];
    const { plan, reasons } = await unwrap(
      (await clients.scheduling()).plan(
        { problem, options: { slate: wish.slate, locked, objective: wish.objective } },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            run = showRun(run, { progress });
            const share = progress.days === 0 ? null : progress.day / progress.days;
            work.update({ share, secondsLeft: progress.secondsLeft });
          },
        },
      ),
    );
    if (scheduleState().library !== library) return;
    const replanned = current && replanDraft(current, plan, reasons, wish.objective, stays);
    const draft = replanned?.ok
      ? { ...replanned.value, problem, model }
      : startDraft(problem, plan, reasons, model, wish.objective);
    changeSchedule({ draft, venue: wish.venue, week: wish.week });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.type !== "Cancelled") {
      const pencilled = scheduleState().draft?.history.showings.some(
        (showing) => showing.pencilled && !showing.locked,
      );
      changeSchedule({
        failure: {
          fault,
          problem: run.problem,
          pencilled: pencilled === true && !wish.freesPencilled,
          slate: wish.slate,
        },
      });
    }
  } finally {
    work.end();
    if (scheduleState().run) changeSchedule({ run: null });
  }
};

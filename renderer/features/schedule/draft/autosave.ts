/** Keeps the plan in hand in the library as it is edited, so that neither a crash nor another week loses it. */
import type { Clients } from "../../../client/client.ts";
import { type Draft, isSaved, keptDraft } from "./draft.ts";
import { scheduleState, whenScheduleChanges } from "./store.ts";

/** Shorter than the second within which an edit must be durable, long enough for a drag's last move. */
const pauseMs = 400;
/** Handing over a long history takes a while: it is done when the page has nothing better to do, or else this much later. */
const idleMs = 200;

let last: Draft | null = null;
let waiting: {
  readonly library: string | null;
  readonly draft: Draft;
  readonly timer: ReturnType<typeof setTimeout>;
} | null = null;
let writing: Promise<unknown> = Promise.resolve();

const write = ({ data }: Clients, draft: Draft): void => {
  const where = { venue: draft.problem.house.venue, week: draft.problem.week };
  writing = writing.then(() =>
    isSaved(draft) ? data.dropDraft(where) : data.saveDraft({ ...where, draft: { ...keptDraft(draft) } }),
  );
};

/** Writes at once what is waiting to be written; resolves when it is in the library. */
export const flushDraft = (clients: Clients): Promise<unknown> => {
  if (waiting) {
    clearTimeout(waiting.timer);
    const { library, draft } = waiting;
    waiting = null;
    if (library === scheduleState().library) write(clients, draft);
  }
  return writing;
};

const follow = (clients: Clients): void => {
  const { library, draft } = scheduleState();
  if (draft === last) return;
  last = draft;
  if (waiting && waiting.draft.problem.week !== draft?.problem.week) void flushDraft(clients);
  if (waiting) clearTimeout(waiting.timer);
  const flush = (): number => requestIdleCallback(() => void flushDraft(clients), { timeout: idleMs });
  waiting = draft && { library, draft, timer: setTimeout(flush, pauseMs) };
};

let following = false;
/** From the first call on, for as long as the application runs. */
export const keepDrafts = (clients: Clients): void => {
  if (following) return;
  following = true;
  whenScheduleChanges(() => follow(clients));
  window.addEventListener("pagehide", () => void flushDraft(clients));
};

/** The jobs without a process of their own: what is bare of Electron runs the same handlers where it is. */
import { type Jobs, jobsContract } from "../../../shared/contract/jobs.ts";
import { connect, type Port, serve } from "../../../shared/contract/wire.ts";
import { jobHandlers } from "./handlers.ts";

/** Two ends of a channel inside one process. */
const pair = (): readonly [Port, Port] => {
  const listeners: [((message: unknown) => void) | null, ((message: unknown) => void) | null] = [null, null];
  const end = (own: 0 | 1): Port => ({
    post: (message) => queueMicrotask(() => listeners[own === 0 ? 1 : 0]?.(message)),
    onMessage: (listener) => {
      listeners[own] = listener;
    },
    onClose: () => {},
    close: () => {},
  });
  return [end(0), end(1)];
};

export const jobsHere = (): Jobs => {
  const [caller, worker] = pair();
  serve(worker, jobsContract, jobHandlers(), (error) => {
    throw error;
  });
  return connect(caller, jobsContract);
};

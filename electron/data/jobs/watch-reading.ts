/**
 * A file may be made to keep its reader busy for ever, where no cancel is heard. While a job reads one, its process must
 * answer; a process that does not is stopped.
 */
export interface Patience {
  readonly everyMs: number;
  /** Questions in a row without an answer: counted, not timed, so that a computer may sleep meanwhile. */
  readonly unanswered: number;
}

/** Half a minute: the longest piece of a sound file that is read in one go takes a few seconds. */
export const usualPatience: Patience = { everyMs: 2_500, unanswered: 12 };

/** Asks through `ping` until the returned function is called. */
export const watchReading = (
  ping: () => Promise<unknown>,
  stop: () => void,
  { everyMs, unanswered }: Patience,
): (() => void) => {
  let waiting = 0;
  const timer = setInterval(() => {
    if (waiting++ === unanswered) stop();
    void ping().then(() => {
      waiting = 0;
    });
  }, everyMs);
  return () => clearInterval(timer);
};

/** What can wait until the page has shown what it has. React's own deferring waits for no paint: it may hold up the frame of an edit. */
import { startTransition, useEffect, useState } from "react";

/** Does it after the next paint, as a transition; the answer calls it off. */
export const afterPaint = (work: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(startTransition, 0, work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

/** The value as of the last paint. */
export const useAfterPaint = <T>(value: T): T => {
  const [painted, setPainted] = useState<{ readonly value: T }>({ value });
  useEffect(() => afterPaint(() => setPainted({ value })), [value]);
  return painted.value;
};

/** Asks again whenever the question changes: one call at a time, and answers to questions no longer asked are dropped. */
import { startTransition, useEffect, useEffectEvent, useRef, useState } from "react";

export interface Latest<Q, A> {
  /** The last question answered, with its answer. */
  readonly answered: { readonly question: Q; readonly answer: A } | null;
  /** Whether `answered` belongs to an earlier question. */
  readonly stale: boolean;
}

/** `question` null asks nothing; `ask` is called with a stable question only once. */
export const useLatest = <Q, A>(
  question: Q | null,
  ask: (question: Q) => Promise<A | null>,
): Latest<Q, A> => {
  const [answered, setAnswered] = useState<Latest<Q, A>["answered"]>(null);
  const wanted = useRef<Q | null>(null);
  const asking = useRef(false);
  const askLatest = useEffectEvent(ask);

  useEffect(() => {
    wanted.current = question;
    const run = async (): Promise<void> => {
      asking.current = true;
      for (let next = wanted.current; next !== null; ) {
        const answer = await askLatest(next);
        if (wanted.current === next) {
          // What the user does next comes before what the answer shows.
          const given = answer && { question: next, answer };
          if (given) startTransition(() => setAnswered(given));
          break;
        }
        next = wanted.current;
      }
      asking.current = false;
    };
    if (question === null) setAnswered(null);
    else if (!asking.current) void run();
    return () => {
      wanted.current = null;
    };
  }, [question]);

  return { answered, stale: answered?.question !== question };
};

/** What the user asks of promotion, with undo and redo; one step for all that is typed into one field in a row. */
import { useEffect, useState } from "react";
import type { AttentionWish } from "../../../../shared/domain/attention-means.ts";
import { offerUndo } from "../../../client/undo.ts";

interface Step {
  /** Null: as it was asked last. */
  readonly wish: AttentionWish | null;
  readonly field: string | null;
}

export const useWish = () => {
  const [{ all, at }, setSteps] = useState<{ readonly all: readonly Step[]; readonly at: number }>({
    all: [{ wish: null, field: null }],
    at: 0,
  });
  useEffect(() => {
    if (all.length === 1) return;
    const go = (by: number) => () => setSteps((steps) => ({ ...steps, at: steps.at + by }));
    return offerUndo({ canUndo: at > 0, canRedo: at < all.length - 1, undo: go(-1), redo: go(1) });
  }, [all, at]);
  return {
    wish: all[at]?.wish ?? null,
    setWish: (wish: AttentionWish | null, field: string | null = null): void =>
      setSteps((steps) => {
        const goesOn = field !== null && steps.at > 0 && steps.all[steps.at]?.field === field;
        const kept = steps.all.slice(0, goesOn ? steps.at : steps.at + 1);
        return { all: [...kept, { wish, field }], at: kept.length };
      }),
  };
};

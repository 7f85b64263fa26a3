/** The library's house rules: each change is kept at once, and can be undone for as long as the page is open. */
import { useEffect, useEffectEvent, useState } from "react";
import { type HouseRules, noRules } from "../../../../shared/domain/house-rules.ts";
import { offerUndo } from "../../../client/undo.ts";
import { useViews } from "../../../client/views.ts";
import { houseView } from "./house-view.ts";

export interface KeptRules {
  readonly rules: HouseRules;
  change(rules: HouseRules): void;
}

export const useHouseRules = (): KeptRules => {
  const { views, save } = useViews("lists");
  const [done, setDone] = useState<readonly HouseRules[]>([]);
  const [undone, setUndone] = useState<readonly HouseRules[]>([]);
  /** What was chosen since the library was last read. */
  const [latest, setLatest] = useState<HouseRules | null>(null);
  const rules = latest ?? views.find(({ name }) => name === houseView)?.view ?? noRules;
  const keep = (next: HouseRules): void => {
    setLatest(next);
    save(houseView, next);
  };
  const undo = useEffectEvent((): void => {
    const before = done.at(-1);
    if (!before) return;
    setDone(done.slice(0, -1));
    setUndone([...undone, rules]);
    keep(before);
  });
  const redo = useEffectEvent((): void => {
    const after = undone.at(-1);
    if (!after) return;
    setUndone(undone.slice(0, -1));
    setDone([...done, rules]);
    keep(after);
  });
  const canUndo = done.length > 0;
  const canRedo = undone.length > 0;
  useEffect(
    () => offerUndo({ canUndo, canRedo, undo: () => undo(), redo: () => redo() }),
    [canUndo, canRedo],
  );
  return {
    rules,
    change(next) {
      setDone([...done, rules]);
      setUndone([]);
      keep(next);
    },
  };
};

/** Edits of many showings at once, each undone as one. Locked and pencilled showings stay as they are. */
import type { Edit } from "./edits.ts";
import { houseConflicts } from "./schedule-rules.ts";
import { type IsoDate, isHeld, type ScheduledShowing, type WeekProblem } from "./slate.ts";

type Showings = readonly ScheduledShowing[];

const removals = (showings: Showings): Edit[] =>
  showings.flatMap((showing) => (isHeld(showing) ? [] : [{ kind: "remove", id: showing.id } as const]));

const on = (showings: Showings, day: IsoDate): Showings => showings.filter(({ date }) => date === day);

export const clearDay = (showings: Showings, day: IsoDate): Edit => ({
  kind: "together",
  edits: removals(on(showings, day)),
});

export const lockAll = (showings: Showings, locked: boolean): Edit => ({
  kind: "together",
  edits: showings.flatMap((showing) =>
    showing.locked === locked ? [] : [{ kind: "lock", id: showing.id, locked } as const],
  ),
});

/** Each of `to` becomes like `from`, all but what is locked or pencilled there and the copies that it leaves no room. */
export const copyDay = (
  problem: Pick<WeekProblem, "house" | "candidates" | "rules">,
  showings: Showings,
  from: IsoDate,
  to: readonly IsoDate[],
  newId: () => string,
): Edit => {
  const pattern = on(showings, from);
  const conflictsOn = houseConflicts(problem);
  const edits = to.flatMap((date) => {
    const there = on(showings, date);
    const stays = there.filter(isHeld);
    const copies = pattern
      .map(({ film, screen, start, version }) => ({
        ...{ id: newId(), film, screen, date, start, locked: false },
        ...(version ? { version } : {}),
      }))
      .filter((copy) => {
        const clashes = conflictsOn([...stays, copy]).filter(({ showings: ids }) => ids.includes(copy.id));
        return clashes.every(({ showings: ids }) => ids.length < 2);
      });
    return [...removals(there), ...copies.map((showing) => ({ kind: "add", showing }) as const)];
  });
  return { kind: "together", edits };
};

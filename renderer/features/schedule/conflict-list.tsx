import { IconAlertTriangleFilled } from "@tabler/icons-react";
import type { Conflict } from "../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../shared/domain/slate.ts";
import classes from "./schedule.module.css";
import { useConflictWords, useTitle } from "./words.ts";

interface ConflictListProps {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly conflicts: readonly Conflict[];
  /** Whose conflicts they are: only the other showings are named. */
  readonly of?: string;
  readonly onOpen?: (showing: ScheduledShowing) => void;
}

export const ConflictList = ({ problem, showings, conflicts, of, onOpen }: ConflictListProps) => {
  const wordsOf = useConflictWords(problem.house, useTitle(problem.candidates));
  if (conflicts.length === 0) return null;
  const byId = new Map(showings.map((showing) => [showing.id, showing]));
  return (
    <ul className={classes.conflicts}>
      {conflicts.map((conflict) => {
        const involved = conflict.showings.flatMap((id) => (id === of ? [] : (byId.get(id) ?? [])));
        const words = wordsOf(conflict, involved);
        const first = involved[0];
        return (
          <li key={`${conflict.rule} ${conflict.showings.join(" ")} ${words}`}>
            <IconAlertTriangleFilled size={13} aria-hidden />
            {onOpen && first ? (
              <button type="button" className={classes.link} onClick={() => onOpen(first)}>
                {words}
              </button>
            ) : (
              <span>{words}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
};

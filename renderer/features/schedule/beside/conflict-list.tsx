import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conflict } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import classes from "../schedule.module.css";
import { useConflictWords, useTitle } from "../words.ts";

interface ConflictListProps {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly conflicts: readonly Conflict[];
  /** Whose conflicts they are: only the other showings are named. */
  readonly of?: string;
  readonly onOpen?: (showing: ScheduledShowing) => void;
}

export const ConflictList = ({ problem, showings, conflicts, of, onOpen }: ConflictListProps) => {
  const { t } = useTranslation("schedule");
  const titleOf = useTitle(problem.candidates);
  const wordsOf = useConflictWords(problem.house, titleOf, problem.rules);
  if (conflicts.length === 0) return null;
  const byId = new Map(showings.map((showing) => [showing.id, showing]));
  return (
    <ul className={classes.conflicts}>
      {conflicts.map((conflict) => {
        const involved = conflict.showings.flatMap((id) => (id === of ? [] : (byId.get(id) ?? [])));
        const first = involved[0];
        const sentence = wordsOf(conflict, involved);
        const words =
          of === undefined && first && involved.length === 1
            ? t("conflictOf", {
                showing: t("showingBrief", { title: titleOf(first.film), start: wallClock(first.start) }),
                sentence,
              })
            : sentence;
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

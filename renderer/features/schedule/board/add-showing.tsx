/** Adds a showing at a screen and time; the rules it would break are said before it is added. */
import { Button, Group } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { conflictsOfMove } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ConflictList } from "../beside/conflict-list.tsx";
import classes from "../schedule.module.css";
import { ShowingFields } from "./showing-fields.tsx";

interface AddShowingProps {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly start: Omit<ScheduledShowing, "id" | "locked">;
  readonly onAdd: (showing: ScheduledShowing) => void;
  readonly onClose: () => void;
}

export const AddShowing = ({ problem, showings, start, onAdd, onClose }: AddShowingProps) => {
  const { t } = useTranslation("schedule");
  const [id] = useState(() => crypto.randomUUID());
  const [fields, setFields] = useState(start);
  const showing = useMemo(() => ({ ...fields, id, locked: false }), [fields, id]);
  const conflicts = useMemo(
    () => conflictsOfMove(problem.house, problem.candidates, showings, showing, problem),
    [problem, showings, showing],
  );
  return (
    <Dialog title={t("add.title")} width={400} onClose={onClose}>
      <div className={classes.stack}>
        <ShowingFields problem={problem} value={fields} onChange={setFields} />
        <ConflictList problem={problem} showings={showings} conflicts={conflicts} of={id} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            onClick={() => {
              onAdd(showing);
              onClose();
            }}
          >
            {conflicts.length > 0 ? t("add.anyway") : t("add.add")}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
};

/** What can be done with the day in view and with the selected showing: one list for keys, menus and the palette. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { clearDay, lockAll } from "../../../../shared/domain/day-edits.ts";
import type { Edit } from "../../../../shared/domain/edits.ts";
import { type IsoDate, isHeld, type ScheduledShowing } from "../../../../shared/domain/slate.ts";
import type { Command } from "../../../client/commands.ts";

export interface BoardCommands {
  readonly ofShowing: readonly Command[];
  readonly ofDay: readonly Command[];
}

interface BoardCommandsOptions {
  readonly showings: readonly ScheduledShowing[];
  readonly day: IsoDate | null;
  readonly selected: ScheduledShowing | undefined;
  readonly titleOf: (film: number) => string;
  readonly onEdit: (edit: Edit, words: string) => void;
  readonly onSwap: (showing: ScheduledShowing) => void;
  readonly onCopy: () => void;
  readonly onFill: () => void;
}

export const useBoardCommands = ({
  showings,
  day,
  selected,
  titleOf,
  onEdit,
  onSwap,
  onCopy,
  onFill,
}: BoardCommandsOptions): BoardCommands => {
  const { t } = useTranslation("schedule");
  return useMemo(() => {
    const ofDay = showings.filter(({ date }) => date === day);
    /** Locks all, or unlocks where all are locked already. */
    const locking = (
      id: "lockDay" | "lockFilmDay" | "lockFilmWeek",
      which: readonly ScheduledShowing[],
      keys?: string,
    ): Command => {
      const locks = which.some(({ locked }) => !locked);
      const title = selected ? titleOf(selected.film) : "";
      return {
        id: `schedule.${id}`,
        label: t(`edits.${id}.${locks ? "lock" : "unlock"}`, { title }),
        ...(keys ? { keys } : {}),
        enabled: which.length > 0,
        run: () =>
          onEdit(
            lockAll(which, locks),
            t(locks ? "edits.locked" : "edits.unlocked", { count: which.length }),
          ),
      };
    };
    const ofFilm = (all: readonly ScheduledShowing[]) => all.filter(({ film }) => film === selected?.film);
    return {
      ofShowing: selected
        ? [
            {
              id: "schedule.lock",
              label: t(selected.locked ? "edits.unlock" : "edits.lock"),
              keys: "L",
              run: () =>
                onEdit(
                  { kind: "lock", id: selected.id, locked: !selected.locked },
                  t(selected.locked ? "edits.unlocked" : "edits.locked", { count: 1 }),
                ),
            },
            {
              id: "schedule.pencil",
              label: t(selected.pencilled ? "edits.rubOut" : "edits.pencil"),
              keys: "P",
              enabled: !selected.locked,
              run: () =>
                onEdit(
                  { kind: "pencil", id: selected.id, pencilled: !selected.pencilled },
                  t(selected.pencilled ? "edits.rubbedOut" : "edits.pencilled"),
                ),
            },
            {
              id: "schedule.swap",
              label: t("edits.swap"),
              keys: "S",
              enabled: !selected.locked,
              run: () => onSwap(selected),
            },
            locking("lockFilmDay", ofFilm(ofDay), "Shift+L"),
            locking("lockFilmWeek", ofFilm(showings)),
            {
              id: "schedule.remove",
              label: t("edits.remove"),
              keys: "Delete",
              enabled: !selected.locked,
              run: () => onEdit({ kind: "remove", id: selected.id }, t("edits.removed")),
            },
          ]
        : [],
      ofDay: day
        ? [
            { id: "schedule.fill", label: t("edits.fill"), keys: "F", run: onFill },
            {
              id: "schedule.copyDay",
              label: t("edits.copyDay"),
              keys: "C",
              enabled: ofDay.length > 0,
              run: onCopy,
            },
            locking("lockDay", ofDay),
            {
              id: "schedule.clearDay",
              label: t("edits.clearDay"),
              enabled: ofDay.some((showing) => !isHeld(showing)),
              run: () => onEdit(clearDay(showings, day), t("edits.cleared")),
            },
          ]
        : [],
    };
  }, [showings, day, selected, titleOf, onEdit, onSwap, onCopy, onFill, t]);
};

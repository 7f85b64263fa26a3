/** The day in view as work: its edits by pointer, keys, menus and palette, and the dialogs that belong to them. */
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyDay, lockAll } from "../../../../shared/domain/day-edits.ts";
import type { Edit } from "../../../../shared/domain/edits.ts";
import type { IsoDate, ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { useCommands } from "../../../client/commands.ts";
import { useClients } from "../../../client/context.tsx";
import { useFormat } from "../../../ui/format.ts";
import { edit } from "../draft/store.ts";
import { useTitle } from "../words.ts";
import { AddShowing } from "./add-showing.tsx";
import type { BoardActions } from "./board.tsx";
import { type BoardCommands, useBoardCommands } from "./board-commands.ts";
import { ContextMenu, type MenuPoint } from "./board-menu.tsx";
import { CopyDay } from "./copy-day.tsx";
import { fillDay } from "./fill-day.ts";

interface DayWorkOptions {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly slate: readonly number[];
  readonly day: IsoDate | null;
  readonly selected: ScheduledShowing | undefined;
  readonly select: (id: string | null) => void;
  readonly announce: (words: string) => void;
}

export interface DayWork {
  readonly actions: BoardActions;
  readonly commands: BoardCommands;
  /** Makes an edit; what hinders it is read out, else `words`. */
  readonly make: (change: Edit, words?: string) => void;
  readonly dialogs: React.ReactNode;
}

type Asking =
  | { readonly what: "add"; readonly start: Omit<ScheduledShowing, "id" | "locked"> }
  | { readonly what: "copy"; readonly from: IsoDate }
  | { readonly what: "menu"; readonly at: MenuPoint };

export const useDayWork = ({
  problem,
  showings,
  slate,
  day,
  selected,
  select,
  announce,
}: DayWorkOptions): DayWork => {
  const { house, candidates, days } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const clients = useClients();
  const titleOf = useTitle(candidates);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [swapping, setSwapping] = useState<string | null>(null);
  const current = useRef({ showings, usualFilm: 0 });
  current.current = {
    showings,
    usualFilm: selected?.film ?? slate[0] ?? candidates[0]?.film ?? 0,
  };

  const make = useCallback(
    (change: Edit, words = ""): void => {
      const failure = edit(change);
      announce(failure?.type === "ShowingLocked" ? t("board.lockedFirst") : words);
    },
    [announce, t],
  );
  const swap = useCallback(
    (showing: ScheduledShowing | null): void => {
      const starts = showing !== null && swapping === null;
      setSwapping(starts && !showing.locked ? showing.id : null);
      if (starts) announce(t(showing.locked ? "board.lockedFirst" : "edits.swapping"));
      else if (!showing || swapping === null || showing.id === swapping) announce(t("edits.notSwapped"));
      else make({ kind: "swap", id: swapping, other: showing.id }, t("edits.swapped"));
    },
    [swapping, make, announce, t],
  );
  const fill = useCallback((): void => {
    if (day)
      void fillDay(clients, day, t("fill.work", { day: format.day(day) })).then((count) =>
        announce(count > 0 ? t("fill.done", { count }) : t("fill.nothing")),
      );
  }, [clients, day, announce, format, t]);
  const askCopy = useCallback((): void => {
    if (day) setAsking({ what: "copy", from: day });
  }, [day]);

  const actions = useMemo(
    (): BoardActions => ({
      select,
      announce,
      swapping,
      swap,
      fill,
      copyDay: askCopy,
      openMenu: (at) => setAsking({ what: "menu", at }),
      remove: ({ id }) => make({ kind: "remove", id }, t("edits.removed")),
      move: ({ id, screen, date, start }, place) => {
        const to = house.screens[place.row]?.screen ?? screen;
        if (to === screen && place.start === start) return announce(t("board.unmoved"));
        make({ kind: "move", id, screen: to, date, start: place.start }, t("board.dropped"));
      },
      toggleLock: ({ id, locked }) =>
        make(
          { kind: "lock", id, locked: !locked },
          t(locked ? "edits.unlocked" : "edits.locked", { count: 1 }),
        ),
      togglePencil: ({ id, pencilled = false }) =>
        make(
          { kind: "pencil", id, pencilled: !pencilled },
          t(pencilled ? "edits.rubbedOut" : "edits.pencilled"),
        ),
      lockFilm: ({ film, date }) => {
        const which = current.current.showings.filter((each) => each.film === film && each.date === date);
        const locks = which.some(({ locked }) => !locked);
        make(lockAll(which, locks), t(locks ? "edits.locked" : "edits.unlocked", { count: which.length }));
      },
      add: (screen, start) => {
        const { usualFilm: film } = current.current;
        if (day) setAsking({ what: "add", start: { film, screen, date: day, start } });
      },
    }),
    [select, announce, swapping, swap, fill, askCopy, make, house, day, t],
  );
  const commands = useBoardCommands({
    showings,
    day,
    selected,
    titleOf,
    onEdit: make,
    onSwap: swap,
    onCopy: askCopy,
    onFill: fill,
  });
  useCommands(useMemo(() => [...commands.ofShowing, ...commands.ofDay], [commands]));

  const close = (): void => setAsking(null);
  const dialogs = asking && (
    <>
      {asking.what === "menu" && <ContextMenu at={asking.at} commands={commands} onClose={close} />}
      {asking.what === "copy" && (
        <CopyDay
          from={asking.from}
          days={days}
          onCopy={(to) =>
            make(
              copyDay(problem, showings, asking.from, to, () => crypto.randomUUID()),
              t("copy.done", { count: to.length }),
            )
          }
          onClose={close}
        />
      )}
      {asking.what === "add" && (
        <AddShowing
          problem={problem}
          showings={showings}
          start={asking.start}
          onAdd={(showing) => {
            make({ kind: "add", showing }, t("edits.added"));
            select(showing.id);
          }}
          onClose={close}
        />
      )}
    </>
  );
  return { actions, commands, make, dialogs };
};

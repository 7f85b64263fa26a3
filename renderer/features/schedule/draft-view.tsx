/** The plan in hand: a tab a day and one for the week, the board, the selected showing, the slate. */
import { Tabs } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Edit } from "../../../shared/domain/edits.ts";
import { type Conflict, conflicts as conflictsIn } from "../../../shared/domain/schedule-rules.ts";
import type { IsoDate, ScheduledShowing } from "../../../shared/domain/slate.ts";
import { offerUndo } from "../../client/undo.ts";
import { useFormat } from "../../ui/format.ts";
import { AddShowing } from "./add-showing.tsx";
import { Board, type BoardActions } from "./board.tsx";
import { basisOf, type Draft } from "./draft.ts";
import { filmHues } from "./film-hues.ts";
import classes from "./schedule.module.css";
import { type Shown, type Side, SidePanel } from "./side-panel.tsx";
import { edit, redoEdit, undoEdit } from "./store.ts";
import { WeekOverview } from "./week-overview.tsx";
import { useProofWords } from "./words.ts";
import { noForecasts, type Worth } from "./worth.ts";

interface DraftViewProps {
  readonly draft: Draft;
  readonly worth: Worth | null;
  readonly stale: boolean;
  readonly onPlan: (slate: readonly number[]) => void;
}

const wholeWeek = "week";

export const DraftView = ({ draft, worth, stale, onPlan }: DraftViewProps) => {
  const { problem, history } = draft;
  const { house, candidates, days } = problem;
  const { showings } = history;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const proofWords = useProofWords();
  const basis = basisOf(draft);
  const [tab, setTab] = useState<string>(days[0] ?? wholeWeek);
  const [side, setSide] = useState<Side>("slate");
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState<Omit<ScheduledShowing, "id" | "locked"> | null>(null);
  const [announced, announce] = useState("");
  const latestPlan = useRef(onPlan);
  latestPlan.current = onPlan;
  const plan = useCallback((slate: readonly number[]) => latestPlan.current(slate), []);
  const hues = useMemo(() => filmHues(candidates.map(({ film }) => film)), [candidates]);
  const conflicts = useMemo(
    () => conflictsIn(house, candidates, showings, basis.slate, days),
    [house, candidates, showings, basis.slate, days],
  );
  const byDay = useMemo(() => {
    const groups = new Map<IsoDate, ScheduledShowing[]>(days.map((day) => [day, []]));
    for (const showing of showings) groups.get(showing.date)?.push(showing);
    return groups;
  }, [days, showings]);
  const dateOf = useMemo(() => new Map(showings.map(({ id, date }) => [id, date])), [showings]);
  const conflictsOn = useMemo(() => {
    const counts = new Map<unknown, number>();
    for (const { showings: ids, params } of conflicts) {
      const on = dayOf(dateOf, ids, params);
      counts.set(on, (counts.get(on) ?? 0) + 1);
    }
    return counts;
  }, [conflicts, dateOf]);

  const { done, undone } = history;
  useEffect(
    () => offerUndo({ canUndo: done.length > 0, canRedo: undone.length > 0, undo: undoEdit, redo: redoEdit }),
    [done, undone],
  );

  const make = useCallback(
    (change: Edit): void => {
      const failure = edit(change);
      if (failure?.type === "ShowingLocked") announce(t("board.lockedFirst"));
    },
    [t],
  );
  const select = useCallback((id: string | null): void => {
    setSelected(id);
    if (id !== null) setSide("showing");
  }, []);
  const open = useCallback(
    (showing: ScheduledShowing): void => {
      setTab(showing.date);
      select(showing.id);
    },
    [select],
  );
  const remove = useCallback(({ id }: ScheduledShowing): void => make({ kind: "remove", id }), [make]);
  const day = tab === wholeWeek ? null : tab;
  const ofDay = (day && byDay.get(day)) || [];
  const usualFilm = showings.find(({ id }) => id === selected)?.film ?? basis.slate[0] ?? candidates[0]?.film;
  const actions = useMemo(
    (): BoardActions => ({
      select,
      announce,
      remove,
      move: ({ id, screen, date, start }, place) => {
        const to = house.screens[place.row]?.screen ?? screen;
        if (to === screen && place.start === start) return announce(t("board.unmoved"));
        make({ kind: "move", id, screen: to, date, start: place.start });
        announce(t("board.dropped"));
      },
      toggleLock: ({ id, locked }) => make({ kind: "lock", id, locked: !locked }),
      add: (screen, start) => {
        if (day && usualFilm !== undefined) setAdding({ film: usualFilm, screen, date: day, start });
      },
    }),
    [select, remove, make, house, day, usualFilm, t],
  );
  const proofs = (day ? [day] : days).flatMap((date) => worth?.proof.get(date) ?? []);
  const proven = proofs.length === (day ? 1 : days.length);
  const conflictsInView = useMemo(
    () =>
      day ? conflicts.filter(({ showings: ids, params }) => dayOf(dateOf, ids, params) === day) : conflicts,
    [conflicts, dateOf, day],
  );
  // The board answers at once; what stands beside it follows when there is time.
  const shown = useDeferredValue(
    useMemo(
      (): Shown => ({ problem, basis, showings, selected, worth, conflicts, conflictsInView }),
      [problem, basis, showings, selected, worth, conflicts, conflictsInView],
    ),
  );

  return (
    <div className={classes.work}>
      <Tabs
        value={tab}
        onChange={(next) => next && setTab(next)}
        classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab }}
      >
        <Tabs.List aria-label={t("days")}>
          {days.map((date) => {
            const proof = worth?.proof.get(date);
            const broken = conflictsOn.get(date) ?? 0;
            return (
              <Tabs.Tab key={date} value={date}>
                <span className={classes.tabDay}>{format.day(date)}</span>
                <span className={classes.tabFigures}>
                  {broken > 0 ? (
                    <span className={classes.bad}>{t("conflictCount", { count: broken })}</span>
                  ) : proof ? (
                    t("tab.figures", {
                      admissions: format.number(proof.value),
                      gap: format.percent(Math.max(0, proof.gap), 1),
                    })
                  ) : (
                    t("tab.showings", { count: byDay.get(date)?.length ?? 0 })
                  )}
                </span>
              </Tabs.Tab>
            );
          })}
          <Tabs.Tab value={wholeWeek}>
            <span className={classes.tabDay}>{t("week.title")}</span>
            <span className={classes.tabFigures}>
              {worth ? t("tab.admissions", { admissions: format.number(worth.total) }) : "…"}
            </span>
          </Tabs.Tab>
        </Tabs.List>
        <div className={classes.proof} data-stale={stale || undefined} aria-busy={worth === null}>
          <strong>{proven ? proofWords(proofs) : worth ? t("proof.none") : t("proof.computing")}</strong>
          <span className={classes.honest}>
            <IconInfoCircle size={14} aria-hidden />
            {draft.model ? t("proof.simpleWithModel") : t("proof.simple")}
          </span>
        </div>
        <div className={classes.split}>
          <Tabs.Panel value={tab} className={classes.stage}>
            {day ? (
              <Board
                problem={problem}
                showings={ofDay}
                forecast={worth?.forecast ?? noForecasts}
                conflicts={conflictsInView}
                hues={hues}
                selected={selected}
                actions={actions}
              />
            ) : (
              <WeekOverview problem={problem} showings={showings} worth={worth} hues={hues} onDay={setTab} />
            )}
          </Tabs.Panel>
          <SidePanel
            shown={shown}
            side={side}
            hues={hues}
            onSide={setSide}
            onEdit={make}
            onRemove={remove}
            onOpen={open}
            onPlan={plan}
          />
        </div>
      </Tabs>
      <div className={classes.announcer} aria-live="polite">
        {announced}
      </div>
      {adding && (
        <AddShowing
          problem={problem}
          showings={showings}
          start={adding}
          onAdd={(showing) => {
            make({ kind: "add", showing });
            setTab(showing.date);
            select(showing.id);
          }}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
};

/** A conflict's day is that of its first showing, else the one it names. */
const dayOf = (
  dateOf: ReadonlyMap<string, IsoDate>,
  [first]: Conflict["showings"],
  { date }: Conflict["params"],
): unknown => (first === undefined ? date : dateOf.get(first));

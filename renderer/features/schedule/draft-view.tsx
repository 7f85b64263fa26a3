/** The plan in hand: a tab a day and one for the week, the board, the selected showing, the slate. */
import { IconInfoCircle } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepByDay } from "../../../shared/domain/by-day.ts";
import { countsAdmissionsOnly } from "../../../shared/domain/objective.ts";
import { type Conflict, keepConflicts } from "../../../shared/domain/schedule-rules.ts";
import type { IsoDate, ScheduledShowing } from "../../../shared/domain/slate.ts";
import { afterPaint, useAfterPaint } from "../../client/after-paint.ts";
import { offerUndo } from "../../client/undo.ts";
import { useFormat } from "../../ui/format.ts";
import { ProgressBar } from "../../ui/progress.tsx";
import { type Shown, type Side, SidePanel } from "./beside/side-panel.tsx";
import { Board } from "./board/board.tsx";
import { DayMenu } from "./board/board-menu.tsx";
import { DayTabs, dayPanel, wholeWeek } from "./board/day-tabs.tsx";
import { useDayWork } from "./board/day-work.tsx";
import { basisOf, type Draft } from "./draft/draft.ts";
import { redoEdit, undoEdit, useSchedule } from "./draft/store.ts";
import type { Worth } from "./draft/valued-days.ts";
import { noForecasts } from "./draft/worth.ts";
import { filmHues } from "./film-hues.ts";
import classes from "./schedule.module.css";
import { WeekView } from "./week/week-view.tsx";
import { useProofWords, useStandingWords } from "./words.ts";

interface DraftViewProps {
  readonly draft: Draft;
  readonly worth: Worth | null;
  readonly stale: boolean;
  readonly onPlan: (slate: readonly number[]) => void;
}

export const DraftView = ({ draft, worth, stale, onPlan }: DraftViewProps) => {
  const { problem, history } = draft;
  const { house, candidates, days } = problem;
  const { showings } = history;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const proofWords = useProofWords();
  const standingWords = useStandingWords();
  const basis = basisOf(draft);
  const [tab, setTab] = useState<string>(days[0] ?? wholeWeek);
  const [side, setSide] = useState<Side>("slate");
  const [selected, setSelected] = useState<string | null>(null);
  const [announced, announce] = useState("");
  const latestPlan = useRef(onPlan);
  latestPlan.current = onPlan;
  const plan = useCallback((slate: readonly number[]) => latestPlan.current(slate), []);
  const hues = useMemo(() => filmHues(candidates.map(({ film }) => film)), [candidates]);
  const [grouped] = useState(keepByDay);
  const [conflictsIn] = useState(keepConflicts);
  const byDay = useMemo(() => grouped(showings), [grouped, showings]);
  const conflicts = useMemo(
    () => conflictsIn({ house, candidates, slate: basis.slate, days, own: problem }, byDay),
    [conflictsIn, house, candidates, basis.slate, days, problem, byDay],
  );
  const dateOf = useMemo(() => new Map(showings.map(({ id, date }) => [id, date])), [showings]);
  const conflictsOn = useMemo(() => {
    const counts = new Map<unknown, number>();
    for (const { showings: ids, params } of conflicts) {
      const on = dayOf(dateOf, ids, params);
      counts.set(on, (counts.get(on) ?? 0) + 1);
    }
    return counts;
  }, [conflicts, dateOf]);

  const canUndo = history.done.length > 0;
  const canRedo = history.undone.length > 0;
  useEffect(() => offerUndo({ canUndo, canRedo, undo: undoEdit, redo: redoEdit }), [canUndo, canRedo]);

  const select = useCallback((id: string | null): void => {
    setSelected(id);
    if (id !== null) afterPaint(() => setSide("showing"));
  }, []);
  const open = useCallback(
    (showing: ScheduledShowing): void => {
      setTab(showing.date);
      select(showing.id);
    },
    [select],
  );
  const day = tab === wholeWeek ? null : tab;
  const ofDay = (day && byDay.get(day)) || noShowings;
  const { actions, commands, make, dialogs } = useDayWork({
    problem,
    showings,
    slate: basis.slate,
    day,
    selected: useMemo(() => showings.find(({ id }) => id === selected), [showings, selected]),
    select,
    announce,
  });
  const offered = useAfterPaint(commands);
  const { filling } = useSchedule();
  const proofs = (day ? [day] : days).flatMap((date) => worth?.proof.get(date) ?? []);
  const proven = proofs.length === (day ? 1 : days.length);
  const conflictsInView = useMemo(
    () =>
      day ? conflicts.filter(({ showings: ids, params }) => dayOf(dateOf, ids, params) === day) : conflicts,
    [conflicts, dateOf, day],
  );
  // The board answers at once; what stands beside it follows when there is time.
  const shown = useAfterPaint(
    useMemo(
      (): Shown => ({
        problem,
        basis,
        showings,
        byDay,
        selected,
        worth,
        conflicts,
        conflictsOn,
        conflictsInView,
      }),
      [problem, basis, showings, byDay, selected, worth, conflicts, conflictsOn, conflictsInView],
    ),
  );

  return (
    <div className={classes.work}>
      <div className={classes.tabs}>
        <div className={classes.dayRow}>
          <DayTabs
            days={days}
            chosen={tab}
            showings={shown.byDay}
            conflicts={shown.conflictsOn}
            worth={shown.worth}
            onChoose={setTab}
          />
          {day && <DayMenu commands={offered} disabled={filling !== null} />}
        </div>
        {filling && (
          <div className={classes.filling}>
            <ProgressBar
              label={t("fill.work", { day: format.day(filling.day) })}
              share={null}
              secondsLeft={filling.progress?.secondsLeft ?? null}
              detail={t("planning.cancelKeeps")}
              onCancel={filling.cancel}
            />
          </div>
        )}
        <div className={classes.proof} data-stale={stale || undefined} aria-busy={worth === null}>
          <strong>
            {proven
              ? proofWords(proofs, basis.objective !== undefined && !countsAdmissionsOnly(basis.objective))
              : worth
                ? t("proof.none")
                : t("proof.computing")}
          </strong>
          {standingWords(
            (day ? [day] : days).flatMap((date) => worth?.standing.get(date) ?? []),
            basis.objective,
          ).map((words) => (
            <span key={words}>{words}</span>
          ))}
          <span className={classes.honest}>
            <IconInfoCircle size={14} aria-hidden />
            {draft.model ? t("proof.simpleWithModel") : t("proof.simple")}
          </span>
        </div>
        <div className={classes.split}>
          <div {...dayPanel(tab)} className={classes.stage}>
            {day ? (
              <Board
                problem={problem}
                showings={ofDay}
                forecast={worth?.forecast ?? noForecasts}
                conflicts={conflictsInView}
                hues={hues}
                selected={selected}
                actions={filling?.day === day ? null : actions}
              />
            ) : (
              <WeekView
                problem={problem}
                slate={basis.slate}
                showings={shown.showings}
                worth={shown.worth}
                hues={hues}
                onDay={setTab}
                onShowing={open}
              />
            )}
          </div>
          <SidePanel
            shown={shown}
            side={side}
            hues={hues}
            onSide={setSide}
            onEdit={make}
            onRemove={actions.remove}
            onOpen={open}
            onPlan={plan}
          />
        </div>
      </div>
      <div className={classes.announcer} aria-live="polite">
        {announced}
      </div>
      {dialogs}
    </div>
  );
};

const noShowings: readonly ScheduledShowing[] = [];

/** A conflict's day is that of its first showing, else the one it names. */
const dayOf = (
  dateOf: ReadonlyMap<string, IsoDate>,
  [first]: Conflict["showings"],
  { date }: Conflict["params"],
): unknown => (first === undefined ? date : dateOf.get(first));

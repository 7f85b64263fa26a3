/** The plan in hand: a tab a day and one for the week, the board, the selected showing, the slate. */
import { Tabs } from "@mantine/core";
import { IconCalendarEvent, IconInfoCircle } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Edit } from "../../../shared/domain/edits.ts";
import { conflicts as conflictsIn } from "../../../shared/domain/schedule-rules.ts";
import type { IsoDate, ScheduledShowing } from "../../../shared/domain/slate.ts";
import { offerUndo } from "../../client/undo.ts";
import { useFormat } from "../../ui/format.ts";
import { EmptyState } from "../../ui/states.tsx";
import { AddShowing } from "./add-showing.tsx";
import { Board, type BoardActions } from "./board.tsx";
import { ConflictList } from "./conflict-list.tsx";
import { basisOf, type Draft } from "./draft.ts";
import { filmHues } from "./film-hues.ts";
import { Inspector } from "./inspector.tsx";
import classes from "./schedule.module.css";
import { SlatePanel } from "./slate-panel.tsx";
import { edit, redoEdit, undoEdit } from "./store.ts";
import { WeekOverview } from "./week-overview.tsx";
import { useProofWords } from "./words.ts";
import type { Worth } from "./worth.ts";

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
  const [side, setSide] = useState<string>("slate");
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState<Omit<ScheduledShowing, "id" | "locked"> | null>(null);
  const [announced, announce] = useState("");
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
  const conflictsOn = (day: IsoDate) =>
    conflicts.filter(({ showings: ids, params }) => (ids[0] ? dateOf.get(ids[0]) : params.date) === day);

  const { done, undone } = history;
  useEffect(
    () => offerUndo({ canUndo: done.length > 0, canRedo: undone.length > 0, undo: undoEdit, redo: redoEdit }),
    [done, undone],
  );

  const make = (change: Edit): void => {
    const failure = edit(change);
    if (failure?.type === "ShowingLocked") announce(t("board.lockedFirst"));
  };
  const select = (id: string | null): void => {
    setSelected(id);
    if (id !== null) setSide("showing");
  };
  const open = (showing: ScheduledShowing): void => {
    setTab(showing.date);
    select(showing.id);
  };
  const remove = ({ id }: ScheduledShowing): void => make({ kind: "remove", id });
  const day = tab === wholeWeek ? null : tab;
  const ofDay = (day && byDay.get(day)) || [];
  const actions: BoardActions = {
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
      const film = showings.find(({ id }) => id === selected)?.film ?? basis.slate[0] ?? candidates[0]?.film;
      if (day && film !== undefined) setAdding({ film, screen, date: day, start });
    },
  };
  const shown = showings.find(({ id }) => id === selected);
  const proofs = (day ? [day] : days).flatMap((date) => worth?.proof.get(date) ?? []);
  const proven = proofs.length === (day ? 1 : days.length);
  const shownConflicts = day ? conflictsOn(day) : conflicts;

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
            const broken = conflictsOn(date).length;
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
                forecast={worth?.forecast ?? noForecast}
                conflicts={shownConflicts}
                hues={hues}
                selected={selected}
                actions={actions}
              />
            ) : (
              <WeekOverview problem={problem} showings={showings} worth={worth} hues={hues} onDay={setTab} />
            )}
          </Tabs.Panel>
          <Tabs value={side} onChange={(next) => next && setSide(next)} className={classes.side}>
            <Tabs.List aria-label={t("sides")} grow>
              <Tabs.Tab value="slate">{t("slate.title", { count: basis.slate.length })}</Tabs.Tab>
              <Tabs.Tab value="showing">{t("inspector.title")}</Tabs.Tab>
              <Tabs.Tab value="conflicts">
                {shownConflicts.length > 0 ? (
                  <span className={classes.bad}>{t("conflictCount", { count: shownConflicts.length })}</span>
                ) : (
                  t("conflictsTitle")
                )}
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="slate">
              <SlatePanel
                key={basis.slate.join()}
                problem={problem}
                basis={basis}
                showings={showings}
                hues={hues}
                onPlan={onPlan}
              />
            </Tabs.Panel>
            <Tabs.Panel value="showing">
              {shown ? (
                <Inspector
                  problem={problem}
                  showings={showings}
                  showing={shown}
                  forecast={worth?.forecast.get(shown.id)}
                  conflicts={conflicts}
                  onEdit={make}
                  onRemove={remove}
                />
              ) : (
                <EmptyState icon={<IconCalendarEvent size={28} />} title={t("inspector.none")}>
                  {t("inspector.noneHint")}
                </EmptyState>
              )}
            </Tabs.Panel>
            <Tabs.Panel value="conflicts">
              {shownConflicts.length > 0 ? (
                <ConflictList
                  problem={problem}
                  showings={showings}
                  conflicts={shownConflicts}
                  onOpen={open}
                />
              ) : (
                <EmptyState title={t("noConflicts")}>{t("noConflictsHint")}</EmptyState>
              )}
            </Tabs.Panel>
          </Tabs>
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

const noForecast: Worth["forecast"] = new Map();

/** Beside the board: the slate, the selected showing, the conflicts. */
import { Tabs } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ByDay } from "../../../../shared/domain/by-day.ts";
import type { Edit } from "../../../../shared/domain/edits.ts";
import type { Conflict } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { EmptyState } from "../../../ui/states.tsx";
import type { Basis } from "../draft/draft.ts";
import type { Worth } from "../draft/valued-days.ts";
import classes from "../schedule.module.css";
import { ConflictList } from "./conflict-list.tsx";
import { Inspector } from "./inspector.tsx";
import { SlatePanel } from "./slate-panel.tsx";

export type Side = "slate" | "showing" | "conflicts";

/** The plan in hand as what stands around the board shows it. */
export interface Shown {
  readonly problem: WeekProblem;
  readonly basis: Basis;
  readonly showings: readonly ScheduledShowing[];
  readonly byDay: ByDay;
  readonly selected: string | null;
  readonly worth: Worth | null;
  /** Of all days, and of those in view. */
  readonly conflicts: readonly Conflict[];
  readonly conflictsOn: ReadonlyMap<unknown, number>;
  readonly conflictsInView: readonly Conflict[];
}

interface SidePanelProps {
  readonly shown: Shown;
  readonly side: Side;
  readonly hues: ReadonlyMap<number, number>;
  readonly onSide: (side: Side) => void;
  readonly onEdit: (edit: Edit) => void;
  readonly onRemove: (showing: ScheduledShowing) => void;
  readonly onOpen: (showing: ScheduledShowing) => void;
  readonly onPlan: (slate: readonly number[]) => void;
}

export const SidePanel = memo(
  ({ shown, side, hues, onSide, onEdit, onRemove, onOpen, onPlan }: SidePanelProps) => {
    const { problem, basis, showings, selected, worth, conflicts, conflictsInView } = shown;
    const { t } = useTranslation("schedule");
    const [showingsOfSlate, setShowingsOfSlate] = useState(showings);
    if (side === "slate" && showingsOfSlate !== showings) setShowingsOfSlate(showings);
    const showing = showings.find((each) => each.id === selected);
    return (
      <div className={classes.side}>
        <SideTabs side={side} films={basis.slate.length} broken={conflictsInView.length} onSide={onSide} />
        {/* Films ticked and trials under way outlast a look at a showing; meanwhile nothing is drawn there. */}
        <div {...panel("slate")} hidden={side !== "slate"}>
          <SlatePanel
            key={basis.slate.join()}
            problem={problem}
            basis={basis}
            showings={showingsOfSlate}
            hues={hues}
            onPlan={onPlan}
          />
        </div>
        {side === "showing" && (
          <div {...panel(side)}>
            {showing ? (
              <Inspector
                problem={problem}
                showings={showings}
                showing={showing}
                forecast={worth?.forecast.get(showing.id)}
                conflicts={conflicts}
                onEdit={onEdit}
                onRemove={onRemove}
              />
            ) : (
              <EmptyState icon={<IconCalendarEvent size={28} />} title={t("inspector.none")}>
                {t("inspector.noneHint")}
              </EmptyState>
            )}
          </div>
        )}
        {side === "conflicts" && (
          <div {...panel(side)}>
            {conflictsInView.length > 0 ? (
              <ConflictList
                problem={problem}
                showings={showings}
                conflicts={conflictsInView}
                onOpen={onOpen}
              />
            ) : (
              <EmptyState title={t("noConflicts")}>{t("noConflictsHint")}</EmptyState>
            )}
          </div>
        )}
      </div>
    );
  },
);
SidePanel.displayName = "SidePanel";

const id = "schedule-sides";
const panel = (side: Side) =>
  ({ role: "tabpanel", id: `${id}-panel-${side}`, "aria-labelledby": `${id}-tab-${side}` }) as const;

interface SideTabsProps {
  readonly side: Side;
  readonly films: number;
  readonly broken: number;
  readonly onSide: (side: Side) => void;
}

const SideTabs = memo(({ side, films, broken, onSide }: SideTabsProps) => {
  const { t } = useTranslation("schedule");
  return (
    <Tabs id={id} value={side} onChange={(next) => next && onSide(next as Side)}>
      <Tabs.List aria-label={t("sides")} grow>
        <Tabs.Tab value="slate">{t("slate.title", { count: films })}</Tabs.Tab>
        <Tabs.Tab value="showing">{t("inspector.title")}</Tabs.Tab>
        <Tabs.Tab value="conflicts">
          {broken > 0 ? (
            <span className={classes.bad}>{t("conflictCount", { count: broken })}</span>
          ) : (
            t("conflictsTitle")
          )}
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
});
SideTabs.displayName = "SideTabs";

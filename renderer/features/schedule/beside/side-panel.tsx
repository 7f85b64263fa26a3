/** Beside the board: the slate, the selected showing, the conflicts. */
import { Tabs } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Edit } from "../../../../shared/domain/edits.ts";
import type { Conflict } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { EmptyState } from "../../../ui/states.tsx";
import type { Basis } from "../draft/draft.ts";
import type { Worth } from "../draft/worth.ts";
import classes from "../schedule.module.css";
import { ConflictList } from "./conflict-list.tsx";
import { Inspector } from "./inspector.tsx";
import { SlatePanel } from "./slate-panel.tsx";

export type Side = "slate" | "showing" | "conflicts";

/** The plan in hand as the panel shows it. */
export interface Shown {
  readonly problem: WeekProblem;
  readonly basis: Basis;
  readonly showings: readonly ScheduledShowing[];
  readonly selected: string | null;
  readonly worth: Worth | null;
  /** Of all days, and of those in view. */
  readonly conflicts: readonly Conflict[];
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
    const showing = showings.find(({ id }) => id === selected);
    return (
      <Tabs value={side} onChange={(next) => next && onSide(next as Side)} className={classes.side}>
        <Tabs.List aria-label={t("sides")} grow>
          <Tabs.Tab value="slate">{t("slate.title", { count: basis.slate.length })}</Tabs.Tab>
          <Tabs.Tab value="showing">{t("inspector.title")}</Tabs.Tab>
          <Tabs.Tab value="conflicts">
            {conflictsInView.length > 0 ? (
              <span className={classes.bad}>{t("conflictCount", { count: conflictsInView.length })}</span>
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
          {side !== "showing" ? null : showing ? (
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
        </Tabs.Panel>
        <Tabs.Panel value="conflicts">
          {side !== "conflicts" ? null : conflictsInView.length > 0 ? (
            <ConflictList problem={problem} showings={showings} conflicts={conflictsInView} onOpen={onOpen} />
          ) : (
            <EmptyState title={t("noConflicts")}>{t("noConflictsHint")}</EmptyState>
          )}
        </Tabs.Panel>
      </Tabs>
    );
  },
);
SidePanel.displayName = "SidePanel";

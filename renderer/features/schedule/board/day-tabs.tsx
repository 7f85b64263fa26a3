/** A tab a day, with what it is worth or how many rules it breaks, and one for the week. */
import { Tabs } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { useFormat } from "../../../ui/format.ts";
import type { Worth } from "../draft/worth.ts";
import classes from "../schedule.module.css";

export const wholeWeek = "week";

interface DayTabsProps {
  readonly days: readonly IsoDate[];
  readonly showings: ReadonlyMap<IsoDate, number>;
  readonly conflicts: ReadonlyMap<unknown, number>;
  readonly worth: Worth | null;
}

export const DayTabs = memo(({ days, showings, conflicts, worth }: DayTabsProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  return (
    <Tabs.List aria-label={t("days")}>
      {days.map((date) => {
        const proof = worth?.proof.get(date);
        const broken = conflicts.get(date) ?? 0;
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
                t("tab.showings", { count: showings.get(date) ?? 0 })
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
  );
});
DayTabs.displayName = "DayTabs";

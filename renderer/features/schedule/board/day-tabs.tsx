/** A tab a day, with what it is worth or how many rules it breaks, and one for the week. */
import { Tabs } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ByDay } from "../../../../shared/domain/by-day.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { useFormat } from "../../../ui/format.ts";
import type { Worth } from "../draft/valued-days.ts";
import classes from "../schedule.module.css";

export const wholeWeek = "week";

const id = "schedule-days";
/** What a tab shows stands outside the tabs, so that they are drawn apart from each other. */
export const dayPanel = (tab: string) =>
  ({ role: "tabpanel", id: `${id}-panel-${tab}`, "aria-labelledby": `${id}-tab-${tab}` }) as const;

interface DayTabsProps {
  readonly days: readonly IsoDate[];
  readonly chosen: string;
  readonly showings: ByDay;
  readonly conflicts: ReadonlyMap<unknown, number>;
  readonly worth: Worth | null;
  readonly onChoose: (tab: string) => void;
}

export const DayTabs = memo(({ days, chosen, showings, conflicts, worth, onChoose }: DayTabsProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  return (
    <Tabs
      id={id}
      value={chosen}
      onChange={(next) => next && onChoose(next)}
      classNames={{ list: classes.tabList, tab: classes.tab }}
    >
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
                  t("tab.showings", { count: showings.get(date)?.length ?? 0 })
                )}
              </span>
            </Tabs.Tab>
          );
        })}
        <Tabs.Tab value={wholeWeek}>
          <span className={classes.tabDay}>{t("week.title")}</span>
          <span className={classes.tabFigures} title={worth ? t("tab.rangeWords") : undefined}>
            {worth
              ? t("tab.week", {
                  admissions: format.number(worth.total),
                  low: format.number(worth.range.low),
                  high: format.number(worth.range.high),
                })
              : "…"}
          </span>
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
});
DayTabs.displayName = "DayTabs";

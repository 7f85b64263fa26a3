/** When the staff is needed: programmes that start and films that end, quarter hour by quarter hour, and each day's peak. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "../schedule.module.css";
import { busiest, quarterHours } from "./week-figures.ts";
import type { WeekViewProps } from "./week-view-props.ts";

export const WeekStaff = ({ problem, showings, onDay }: WeekViewProps) => {
  const { days } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const weekDays = useMemo(() => {
    const timesOf = timesIn(problem);
    return days.map((day) => {
      const quarters = quarterHours(
        timesOf,
        showings.filter(({ date }) => date === day),
      );
      return { day, quarters, peak: busiest(quarters) };
    });
  }, [problem, days, showings]);
  const most = Math.max(
    1,
    ...weekDays.flatMap(({ quarters }) => quarters.map(({ starts, ends }) => Math.max(starts, ends))),
  );
  const first = Math.min(...weekDays.flatMap(({ quarters }) => quarters[0]?.from ?? []));
  const last = Math.max(...weekDays.flatMap(({ quarters }) => quarters.at(-1)?.from ?? []));
  // Every other hour: seventeen do not fit beside each other on a small screen.
  const hours = Number.isFinite(first)
    ? Array.from(
        { length: Math.floor((last - first) / 120) + 1 },
        (_, pair) => Math.ceil(first / 60) * 60 + pair * 120,
      )
    : [];
  const left = (time: number): string => `${(100 * (time - first)) / (last + 15 - first)}%`;
  return (
    <div className={classes.week}>
      <table className={classes.staff}>
        <caption>
          {t("staff.caption")} <span className={classes.starts}>{t("staff.starts")}</span>{" "}
          <span className={classes.ends}>{t("staff.ends")}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("staff.day")}</th>
            <th scope="col" className={classes.hours} aria-hidden>
              {hours.map((hour) => (
                <span key={hour} style={{ left: left(hour) }}>
                  {wallClock(hour)}
                </span>
              ))}
            </th>
            <th scope="col">{t("staff.peak")}</th>
          </tr>
        </thead>
        <tbody>
          {weekDays.map(({ day, quarters, peak }) => (
            <tr key={day}>
              <th scope="row">
                <button type="button" className={classes.link} onClick={() => onDay(day)}>
                  {format.day(day)}
                </button>
              </th>
              <td className={classes.bars} aria-hidden>
                {quarters.map(({ from, starts, ends }) => (
                  <span
                    key={from}
                    style={{ left: left(from), width: left(first + 15) }}
                    title={t("staff.quarter", { at: wallClock(from), starts, ends })}
                    data-peak={from === peak?.from || undefined}
                  >
                    <i style={{ height: `${(50 * starts) / most}%` }} />
                    <b style={{ height: `${(50 * ends) / most}%` }} />
                  </span>
                ))}
              </td>
              <td className={classes.words}>
                {peak
                  ? t("staff.quarter", { at: wallClock(peak.from), starts: peak.starts, ends: peak.ends })
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

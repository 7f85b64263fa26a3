/** Screens down, days right; in each cell the day's showings along its time. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import { hueStyle } from "../film-hues.ts";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";
import type { WeekViewProps } from "./week-view-props.ts";

export const WeekScreens = ({ problem, showings, hues, onDay }: WeekViewProps) => {
  const { house, days, candidates } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(candidates);
  const timesOf = timesIn(problem);
  const cells = useMemo(() => {
    const groups = new Map<string, ScheduledShowing[]>();
    for (const showing of showings) {
      const key = `${showing.screen} ${showing.date}`;
      groups.set(key, [...(groups.get(key) ?? []), showing]);
    }
    return groups;
  }, [showings]);
  const share = (minutes: number): string => `${(100 * minutes) / (house.closes - house.opens)}%`;
  return (
    <div className={classes.week}>
      <table className={classes.weekScreens}>
        <caption>
          {t("screens.caption", { from: wallClock(house.opens), to: wallClock(house.closes) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("screens.screen")}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {format.day(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {house.screens.map(({ screen, name, capacity }) => (
            <tr key={screen}>
              <th scope="row">
                {name}
                <span>{t("board.seats", { count: capacity, seats: format.number(capacity) })}</span>
              </th>
              {days.map((day) => {
                const shown = cells.get(`${screen} ${day}`) ?? [];
                const words = shown.map(({ film, start }) => `${wallClock(start)} ${titleOf(film)}`);
                return (
                  <td key={day}>
                    <button
                      type="button"
                      className={classes.weekCell}
                      aria-label={t("screens.cell", {
                        screen: name,
                        day: format.day(day),
                        showings: words.join(", "),
                      })}
                      title={words.join("\n")}
                      onClick={() => onDay(day)}
                    >
                      {shown.map((showing) => {
                        const { id, film, start, locked, pencilled } = showing;
                        const times = timesOf(showing);
                        return (
                          <span
                            key={id}
                            data-hold={locked ? "locked" : pencilled ? "pencilled" : undefined}
                            style={{
                              ...hueStyle(hues.get(film) ?? 0),
                              left: share(start - house.opens),
                              width: share(times.end - start),
                            }}
                          />
                        );
                      })}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The week at a glance: films down, days right; showings and expected admissions of each, and what is proven of each day. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduledShowing } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import { hueStyle } from "../film-hues.ts";
import classes from "../schedule.module.css";
import { screenName, useTitle } from "../words.ts";
import type { WeekViewProps } from "./week-view-props.ts";

interface Cell {
  readonly showings: number;
  readonly admissions: number;
  readonly starts: readonly ScheduledShowing[];
}
const none: Cell = { showings: 0, admissions: 0, starts: [] };

export const WeekOverview = ({ problem, showings, worth, hues, onDay, onShowing }: WeekViewProps) => {
  const { house, days, candidates } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(candidates);
  const cells = useMemo(() => {
    const sums = new Map<string, Cell>();
    for (const showing of showings) {
      const { id, film, date } = showing;
      for (const key of [`${film} ${date}`, `${film}`, date, ""]) {
        const { showings: count, admissions, starts } = sums.get(key) ?? none;
        sums.set(key, {
          showings: count + 1,
          admissions: admissions + (worth?.forecast.get(id)?.mean ?? 0),
          starts: [...starts, showing],
        });
      }
    }
    return sums;
  }, [showings, worth]);
  const cell = (key: string): Cell => cells.get(key) ?? none;
  const films = [...new Set(showings.map(({ film }) => film))].sort(
    (a, b) => cell(`${b}`).admissions - cell(`${a}`).admissions || a - b,
  );
  const most = Math.max(1, ...films.flatMap((film) => days.map((day) => cell(`${film} ${day}`).admissions)));
  const figures = ({ showings: count, admissions }: Cell) => (
    <>
      <b>{worth ? format.number(admissions) : "…"}</b>
      <span>{t("week.showings", { count, n: format.number(count) })}</span>
    </>
  );
  return (
    <div className={classes.week}>
      <table>
        <caption>{t("week.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("week.film")}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                <button type="button" className={classes.link} onClick={() => onDay(day)}>
                  {format.day(day)}
                </button>
              </th>
            ))}
            <th scope="col">{t("week.total")}</th>
          </tr>
        </thead>
        <tbody>
          {films.map((film) => (
            <tr key={film}>
              <th scope="row">
                <span className={classes.weekFilm}>
                  <span className={classes.swatch} style={hueStyle(hues.get(film) ?? 0)} />
                  <span>{titleOf(film)}</span>
                </span>
              </th>
              {days.map((day) => {
                const figure = cell(`${film} ${day}`);
                return (
                  <td
                    key={day}
                    style={{
                      background: `color-mix(in srgb, var(--accent) ${Math.round((figure.admissions / most) * 26)}%, transparent)`,
                    }}
                  >
                    {figure.showings > 0 && figures(figure)}
                    <div className={classes.weekTimes}>
                      {figure.starts
                        .toSorted((a, b) => a.start - b.start)
                        .map((showing) => (
                          <button
                            key={showing.id}
                            type="button"
                            title={screenName(house, showing.screen)}
                            onClick={() => onShowing(showing)}
                          >
                            {wallClock(showing.start)}
                          </button>
                        ))}
                    </div>
                  </td>
                );
              })}
              <td>{figures(cell(`${film}`))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("week.all")}</th>
            {days.map((day) => (
              <td key={day}>{figures(cell(day))}</td>
            ))}
            <td>{figures(cell(""))}</td>
          </tr>
          <tr>
            <th scope="row">{t("week.bound")}</th>
            {[...days, null].map((day) => {
              const proofs = day === null ? [...(worth?.proof.values() ?? [])] : [worth?.proof.get(day)];
              const known = proofs.filter((proof) => proof !== undefined);
              const complete = day !== null ? known.length === 1 : known.length === days.length;
              const bound = known.reduce((sum, proof) => sum + proof.bound, 0);
              const value = known.reduce((sum, proof) => sum + proof.value, 0);
              return (
                <td key={day ?? ""}>
                  {complete ? (
                    <>
                      <b>{format.number(bound)}</b>
                      <span>
                        {t("week.gap", {
                          gap: format.percent(bound > 0 ? Math.max(0, bound - value) / bound : 0, 1),
                        })}
                      </span>
                    </>
                  ) : (
                    <span>{t("week.noBound")}</span>
                  )}
                </td>
              );
            })}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

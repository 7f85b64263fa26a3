/** What each distributor gets: showings by matinee and evening, expected admissions, and where minima are missed. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../ui/format.ts";
import { hueStyle } from "../film-hues.ts";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";
import { byDistributor, type FilmFigures } from "./week-figures.ts";
import type { WeekViewProps } from "./week-view-props.ts";

export const WeekDistributors = ({ problem, slate, showings, worth, hues }: WeekViewProps) => {
  const { candidates, days } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(candidates);
  const groups = useMemo(
    () => byDistributor(candidates, slate, days, showings, (id) => worth?.forecast.get(id)?.mean ?? 0),
    [candidates, slate, days, showings, worth],
  );
  const sum = (films: readonly FilmFigures[], key: "showings" | "matinees" | "evenings" | "admissions") =>
    format.number(films.reduce((total, film) => total + film[key], 0));
  /** Mean of the days. */
  const shareOf = (distributor: string | null): string => {
    const standing = [...(worth?.standing.values() ?? [])];
    const shares = standing.flatMap((day) => day.shares.filter((each) => each.distributor === distributor));
    if (shares.length === 0) return "";
    const mean = (key: "offered" | "due"): string =>
      format.percent(shares.reduce((total, share) => total + share[key], 0) / standing.length);
    return t("distributors.ofSeats", { offered: mean("offered"), due: mean("due") });
  };
  const terms = ({ short }: FilmFigures) =>
    short.length === 0 ? (
      t("distributors.met")
    ) : (
      <span className={classes.bad}>
        {t("distributors.short", { days: format.list(short.map((day) => format.day(day))) })}
      </span>
    );
  return (
    <div className={classes.week}>
      <table>
        <caption>{t("distributors.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("distributors.distributor")}</th>
            <th scope="col">{t("distributors.showings")}</th>
            <th scope="col">{t("distributors.matinees")}</th>
            <th scope="col">{t("distributors.evenings")}</th>
            <th scope="col">{t("distributors.admissions")}</th>
            <th scope="col">{t("distributors.seats")}</th>
            <th scope="col" className={classes.words}>
              {t("distributors.minimum")}
            </th>
          </tr>
        </thead>
        {groups.map(({ distributor, films }) => (
          <tbody key={distributor}>
            <tr className={classes.group}>
              <th scope="rowgroup">{distributor ?? t("distributors.unknown")}</th>
              <td>{sum(films, "showings")}</td>
              <td>{sum(films, "matinees")}</td>
              <td>{sum(films, "evenings")}</td>
              <td>{worth ? sum(films, "admissions") : "…"}</td>
              <td>{shareOf(distributor)}</td>
              <td />
            </tr>
            {films.map((film) => (
              <tr key={film.film}>
                <th scope="row">
                  <span className={classes.weekFilm}>
                    <span className={classes.swatch} style={hueStyle(hues.get(film.film) ?? 0)} />
                    <span>{titleOf(film.film)}</span>
                  </span>
                </th>
                <td>{format.number(film.showings)}</td>
                <td>{format.number(film.matinees)}</td>
                <td>{format.number(film.evenings)}</td>
                <td>{worth ? format.number(film.admissions) : "…"}</td>
                <td />
                <td className={classes.words}>{terms(film)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};

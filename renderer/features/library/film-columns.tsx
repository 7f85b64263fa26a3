import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import { type FilmColumn, filmOrders } from "../../../shared/domain/table-columns.ts";
import type { Column } from "../../ui/data-table.tsx";
import { isoDay } from "../../ui/filters/filters.ts";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { Suppressed } from "../../ui/states.tsx";
import classes from "./library.module.css";

type Texts = "certificate" | "country" | "studio" | "distributor" | "series" | "source" | "originalTitle";
type Counts = "ratings" | "tickets" | "members" | "showings" | "admissions" | "reviews";
type Sums = "gross" | "budget" | "revenue" | "voteCount";

export const useFilmColumns = (): readonly Column<FilmRow>[] => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const localName = useLocalName();
  const genreName = useGenreName();
  return useMemo(() => {
    const column = (
      id: FilmColumn,
      width: number,
      rest: Omit<Column<FilmRow>, "id" | "header" | "width" | "sortable">,
    ): Column<FilmRow> => ({
      id,
      header: t(`columns.${id}`),
      width,
      sortable: filmOrders.includes(id),
      ...rest,
    });
    const text = (id: Texts, width: number): Column<FilmRow> =>
      column(id, width, { hidden: true, cell: (film) => film[id], text: (film) => film[id] ?? "" });
    const count = (id: Counts, width: number, hidden = false): Column<FilmRow> =>
      column(id, width, {
        align: "end",
        hidden,
        cell: (film) => (film[id] === null ? <Suppressed compact /> : format.number(film[id])),
        text: (film) => String(film[id] ?? ""),
      });
    const sum = (id: Sums, width: number): Column<FilmRow> =>
      column(id, width, {
        align: "end",
        hidden: true,
        cell: (film) => film[id] !== null && format.number(film[id]),
        text: (film) => String(film[id] ?? ""),
      });
    const mean = (id: "meanRating" | "voteAverage", width: number, hidden = false): Column<FilmRow> =>
      column(id, width, {
        align: "end",
        hidden,
        cell: (film) => film[id] !== null && format.number(film[id], 2),
        text: (film) => (film[id] === null ? "" : film[id].toFixed(3)),
      });
    return [
      column("title", 250, {
        cell: (film) => (
          <span className={classes.titleCell}>
            <Poster film={film.id} title={film.title} hasPoster={film.hasPoster} width={20} />
            <span className={classes.name}>{localName(film.title, film.titleZh)}</span>
          </span>
        ),
        text: (film) => film.title,
      }),
      column("titleZh", 160, {
        hidden: true,
        cell: (film) => <span lang="zh-CN">{film.titleZh}</span>,
        text: (film) => film.titleZh ?? "",
      }),
      column("year", 60, {
        align: "end",
        cell: (film) => film.year,
        text: (film) => String(film.year ?? ""),
      }),
      column("genres", 170, {
        cell: (film) => format.list(film.genres.map(genreName)),
        text: (film) => film.genres.join(", "),
      }),
      column("runtime", 76, {
        align: "end",
        cell: (film) => film.runtime && format.minutes(film.runtime),
        text: (film) => String(film.runtime ?? ""),
      }),
      count("ratings", 74),
      mean("meanRating", 66),
      count("tickets", 72),
      column("releaseDate", 106, {
        cell: (film) => film.releaseDate && format.date(film.releaseDate),
        text: (film) => film.releaseDate ?? "",
      }),
      text("originalTitle", 160),
      text("certificate", 84),
      column("language", 100, {
        hidden: true,
        cell: (film) => film.language && format.languageName(film.language),
        text: (film) => film.language ?? "",
      }),
      text("country", 90),
      text("studio", 150),
      text("distributor", 170),
      text("series", 150),
      text("source", 120),
      count("showings", 84, true),
      count("admissions", 96, true),
      column("occupancy", 90, {
        align: "end",
        hidden: true,
        cell: (film) => film.occupancy !== null && format.percent(film.occupancy),
        text: (film) => (film.occupancy === null ? "" : film.occupancy.toFixed(4)),
      }),
      sum("gross", 100),
      column("lastShown", 110, {
        hidden: true,
        cell: (film) => film.lastShown !== null && format.date(isoDay(film.lastShown)),
        text: (film) => (film.lastShown === null ? "" : isoDay(film.lastShown)),
      }),
      count("members", 84, true),
      count("reviews", 84, true),
      sum("budget", 110),
      sum("revenue", 110),
      mean("voteAverage", 80, true),
      sum("voteCount", 80),
    ];
  }, [t, format, localName, genreName]);
};

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import type { Column } from "../../ui/data-table.tsx";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import classes from "./library.module.css";

export const useFilmColumns = (): readonly Column<FilmRow>[] => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const localName = useLocalName();
  const genreName = useGenreName();
  return useMemo(() => {
    const number = (id: "ratings" | "tickets", width: number): Column<FilmRow> => ({
      id,
      header: t(`columns.${id}`),
      width,
      align: "end",
      sortable: true,
      cell: (film) => format.number(film[id]),
      text: (film) => String(film[id]),
    });
    return [
      {
        id: "title",
        header: t("columns.title"),
        width: 250,
        sortable: true,
        cell: (film) => (
          <span className={classes.titleCell}>
            <Poster film={film.id} title={film.title} hasPoster={film.hasPoster} width={20} />
            <span className={classes.name}>{localName(film.title, film.titleZh)}</span>
          </span>
        ),
        text: (film) => film.title,
      },
      {
        id: "titleZh",
        header: t("columns.titleZh"),
        width: 160,
        hidden: true,
        cell: (film) => <span lang="zh-CN">{film.titleZh}</span>,
        text: (film) => film.titleZh ?? "",
      },
      {
        id: "year",
        header: t("columns.year"),
        width: 60,
        align: "end",
        sortable: true,
        cell: (film) => film.year,
        text: (film) => String(film.year ?? ""),
      },
      {
        id: "genres",
        header: t("columns.genres"),
        width: 170,
        cell: (film) => format.list(film.genres.map(genreName)),
        text: (film) => film.genres.join(", "),
      },
      {
        id: "runtime",
        header: t("columns.runtime"),
        width: 76,
        align: "end",
        sortable: true,
        cell: (film) => film.runtime && format.minutes(film.runtime),
        text: (film) => String(film.runtime ?? ""),
      },
      number("ratings", 74),
      {
        id: "meanRating",
        header: t("columns.meanRating"),
        width: 66,
        align: "end",
        sortable: true,
        cell: (film) => film.meanRating !== null && format.number(film.meanRating, 2),
        text: (film) => (film.meanRating === null ? "" : film.meanRating.toFixed(3)),
      },
      number("tickets", 72),
      {
        id: "releaseDate",
        header: t("columns.releaseDate"),
        width: 106,
        sortable: true,
        cell: (film) => film.releaseDate && format.date(film.releaseDate),
        text: (film) => film.releaseDate ?? "",
      },
      {
        id: "certificate",
        header: t("columns.certificate"),
        width: 84,
        hidden: true,
        cell: (film) => film.certificate,
        text: (film) => film.certificate ?? "",
      },
      {
        id: "distributor",
        header: t("columns.distributor"),
        width: 170,
        hidden: true,
        cell: (film) => film.distributor,
        text: (film) => film.distributor ?? "",
      },
    ];
  }, [t, format, localName, genreName]);
};

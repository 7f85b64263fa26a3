/** What films are filtered by, in the user's words. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type FilmColumn, filmColumnKinds } from "../../../shared/domain/table-columns.ts";
import type { FilterColumn } from "../../ui/filters/filters.ts";
import { useFormat, useGenreName } from "../../ui/format.ts";

/** In the order of the panel. */
const columns: readonly FilmColumn[] = [
  "genres",
  "year",
  "language",
  "certificate",
  "runtime",
  "releaseDate",
  "ratings",
  "meanRating",
  "tickets",
  "showings",
  "admissions",
  "occupancy",
  "lastShown",
  "distributor",
  "studio",
  "series",
  "country",
  "keywords",
  "gross",
  "members",
  "lastAt",
  "reviews",
  "budget",
  "revenue",
  "voteAverage",
  "voteCount",
  "source",
  "poster",
  "synopsis",
  "titleZh",
  "imdbId",
  "tmdbId",
];
export const openFirst: readonly FilmColumn[] = ["genres", "year", "language"];

const fractions: Partial<Record<FilmColumn, number>> = { meanRating: 2, voteAverage: 2, occupancy: 2 };

export const useFilmFilters = (): readonly FilterColumn<FilmColumn>[] => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const genreName = useGenreName();
  return useMemo(
    () =>
      columns.map((column): FilterColumn<FilmColumn> => {
        const decimals = fractions[column] ?? 0;
        return {
          column,
          label: t(`columns.${column}`),
          kind: filmColumnKinds[column],
          decimals,
          ...(column === "genres" ? { word: genreName } : {}),
          ...(column === "language" ? { word: format.languageName } : {}),
          number: column === "year" ? String : (value) => format.number(value, decimals),
        };
      }),
    [t, format, genreName],
  );
};

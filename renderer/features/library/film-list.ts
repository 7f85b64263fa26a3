/** The list of films as it is first shown, so that opening a library can read it ahead. */
import type { QueryClient } from "@tanstack/react-query";
import type { FilmQuery, FilmRow } from "../../../shared/contract/catalogue.ts";
import type { DataClient } from "../../../shared/contract/data.ts";
import { type AskPage, rowPageOptions } from "../../client/windowed-rows.ts";

export const firstQuery: FilmQuery = { search: "", filters: [], order: "title", descending: false };

export const filmListKey = (query: FilmQuery): readonly unknown[] => ["films", "list", query];

export const askFilms =
  (data: DataClient, query: FilmQuery): AskPage<FilmRow> =>
  (page, signal) =>
    data.listFilms({ ...query, ...page }, { signal });

export const readFirstFilms = (queries: QueryClient, data: DataClient): Promise<void> =>
  queries.prefetchQuery(rowPageOptions(filmListKey(firstQuery), askFilms(data, firstQuery), 0));

/** Edits of films: fields, genres and keywords of all that are meant, in one set of the journal. */
import type { FilmChange, FilmField } from "../../../shared/contract/edits.ts";
import { openChangeSet } from "../journal/journal.ts";
import { indexFilmWords } from "../search/film-words.ts";
import type { Connection } from "../store/library.ts";
import {
  addName,
  differingRows,
  type FieldChange,
  filmsWithName,
  filmsWithoutName,
  pickRows,
  removeName,
  setFields,
} from "./bulk.ts";
import { editLabel } from "./label.ts";

const columnOf: Readonly<Record<FilmField, string>> = {
  title: "title",
  titleZh: "title_zh",
  originalTitle: "original_title",
  year: "year",
  releaseDate: "release_date",
  runtime: "runtime",
  certificate: "certificate",
  language: "language",
  country: "country",
  studio: "studio",
  distributor: "distributor",
  series: "series",
  seriesZh: "series_zh",
  synopsis: "synopsis",
  synopsisZh: "synopsis_zh",
};
const titles: readonly string[] = ["title", "titleZh", "originalTitle"];

/** Blank is nothing. */
const storedValue = (value: string | number | null): string | number | null => (value === "" ? null : value);

const fieldsOf = ({ set = {} }: FilmChange): FieldChange[] =>
  Object.entries(set).flatMap(([field, value]) =>
    value === undefined ? [] : [{ column: columnOf[field as FilmField], value: storedValue(value) }],
  );

const lists = (change: FilmChange) =>
  [
    ["genre", change.addGenres ?? [], change.removeGenres ?? []],
    ["keyword", change.addKeywords ?? [], change.removeKeywords ?? []],
  ] as const;

const changedFilms = (db: Connection, change: FilmChange): Set<number> => {
  const films = new Set(differingRows(db, "film", fieldsOf(change)));
  for (const [list, added, removed] of lists(change)) {
    for (const name of added) for (const film of filmsWithoutName(db, list, name)) films.add(film);
    for (const name of removed) for (const film of filmsWithName(db, list, name)) films.add(film);
  }
  return films;
};

export const previewFilms = (db: Connection, films: Iterable<number>, change: FilmChange) => ({
  targets: pickRows(db, films),
  changed: changedFilms(db, change).size,
});

export const editFilms = (db: Connection, films: Iterable<number>, change: FilmChange) =>
  db
    .transaction(() => {
      const targets = pickRows(db, films);
      const changed = changedFilms(db, change);
      if (changed.size === 0) return { targets, changed, changeSet: null };
      const fields = Object.keys(change.set ?? {});
      for (const [list, added, removed] of lists(change))
        if (added.length + removed.length > 0) fields.push(`${list}s`);
      const changeSet = openChangeSet(db, { kind: "edit", label: editLabel("films", fields, changed.size) });
      setFields(db, changeSet, "film", fieldsOf(change));
      for (const [list, added, removed] of lists(change)) {
        for (const name of removed) removeName(db, changeSet, list, name);
        for (const name of added) addName(db, changeSet, list, name);
      }
      if (fields.some((field) => titles.includes(field))) indexFilmWords(db, changed);
      return { targets, changed, changeSet };
    })
    .immediate();

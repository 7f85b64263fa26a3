/** One film's fields, edited where they stand. */
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import type { FilmChange } from "../../../shared/contract/edits.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { type EditValues, FieldInput } from "../../ui/edit/edit-dialog.tsx";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { changeOf, suggestedColumns, useFilmFields } from "./film-edit.ts";
import classes from "./library.module.css";

const without = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => !others.includes(name));

export const FilmForm = ({ film, onDone }: { readonly film: FilmDetail; readonly onDone: () => void }) => {
  const { t } = useTranslation("library");
  const { data } = useClients();
  const queries = useQueryClient();
  const tell = useTurnedNote();
  const facets = useRead(["films", "suggestions"], (signal) =>
    data.filmFacets({ columns: [...suggestedColumns], limit: 200 }, { signal }),
  ).data?.facets;
  const fields = useFilmFields(facets ?? [], false);
  const namesIn = (column: string): string[] =>
    facets?.find((facet) => facet.column === column)?.values.map(({ value }) => value) ?? [];
  const [values, setValues] = useState<EditValues>(() =>
    Object.fromEntries(fields.map(({ id }) => [id, film[id as keyof FilmDetail] as string | number | null])),
  );
  const [genres, setGenres] = useState<readonly string[]>(film.genres);
  const [keywords, setKeywords] = useState<readonly string[]>(film.keywords);
  const [synopsis, setSynopsis] = useState(film.synopsis ?? "");
  const [synopsisZh, setSynopsisZh] = useState(film.synopsisZh ?? "");

  const save = async (): Promise<void> => {
    const { set } = changeOf(values);
    const change: FilmChange = {
      set: {
        ...set,
        synopsis: synopsis === "" ? null : synopsis,
        synopsisZh: synopsisZh === "" ? null : synopsisZh,
      },
      addGenres: without(genres, film.genres),
      removeGenres: without(film.genres, genres),
      addKeywords: without(keywords, film.keywords),
      removeKeywords: without(film.keywords, keywords),
    };
    const done = await data.editFilms({ targets: { films: [film.id] }, change });
    if (!done.ok) return tell("undone", done);
    onDone();
    await refreshLibrary(queries);
  };
  return (
    <form
      className={classes.form}
      aria-label={t("edit.one")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          value={values[field.id] ?? null}
          onChange={(value) => setValues({ ...values, [field.id]: value })}
        />
      ))}
      <FieldInput
        field={{ id: "genres", label: t("edit.genres"), kind: "names", suggestions: namesIn("genres") }}
        value={genres}
        onChange={(names) => setGenres(names as readonly string[])}
      />
      <FieldInput
        field={{ id: "keywords", label: t("edit.keywords"), kind: "names", suggestions: namesIn("keywords") }}
        value={keywords}
        onChange={(names) => setKeywords(names as readonly string[])}
      />
      <Textarea
        size="xs"
        label={t("edit.synopsis")}
        autosize
        minRows={3}
        value={synopsis}
        onChange={(event) => setSynopsis(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        lang="zh-CN"
        label={t("edit.synopsisZh")}
        autosize
        minRows={2}
        value={synopsisZh}
        onChange={(event) => setSynopsisZh(event.currentTarget.value)}
      />
      <div className={classes.formButtons}>
        <Button variant="default" onClick={onDone}>
          {t("edit.cancel")}
        </Button>
        <Button type="submit" disabled={!values.title}>
          {t("edit.save")}
        </Button>
      </div>
    </form>
  );
};

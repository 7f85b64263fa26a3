/** What can be changed of films, and the change that entered values ask for. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FilmChange, FilmField } from "../../../shared/contract/edits.ts";
import type { Facet } from "../../../shared/contract/table-query.ts";
import type { EditField, EditValues } from "../../ui/edit/edit-dialog.tsx";

const kinds = {
  title: "text",
  titleZh: "text",
  originalTitle: "text",
  year: "number",
  releaseDate: "date",
  runtime: "number",
  certificate: "text",
  language: "text",
  country: "text",
  studio: "text",
  distributor: "text",
  series: "text",
  seriesZh: "text",
} as const satisfies Partial<Record<FilmField, EditField["kind"]>>;
type Editable = keyof typeof kinds;
const lists = ["addGenres", "removeGenres", "addKeywords", "removeKeywords"] as const;

/** Titles are one film's own. */
const alone: readonly Editable[] = ["title", "titleZh", "originalTitle"];
const suggested: readonly string[] = [
  "certificate",
  "language",
  "country",
  "studio",
  "distributor",
  "series",
];
/** Columns whose values are offered to choose from. */
export const suggestedColumns = [
  "certificate",
  "language",
  "country",
  "studio",
  "distributor",
  "series",
  "genres",
  "keywords",
] as const;

const valuesOf = (facets: readonly Facet[], column: string): readonly string[] =>
  facets.find((facet) => facet.column === column)?.values.map(({ value }) => value) ?? [];

/** Fields of one film, or of many at once. */
export const useFilmFields = (facets: readonly Facet[], many: boolean): readonly EditField[] => {
  const { t } = useTranslation("library");
  return useMemo(() => {
    const fields = (Object.keys(kinds) as Editable[])
      .filter((id) => !many || !alone.includes(id))
      .map(
        (id): EditField => ({
          id,
          label: t(`columns.${id}`),
          kind: kinds[id],
          suggestions: suggested.includes(id) ? valuesOf(facets, id) : [],
        }),
      );
    if (!many) return fields;
    return [
      ...lists.map(
        (id): EditField => ({
          id,
          label: t(`edit.${id}`),
          kind: "names",
          suggestions: valuesOf(facets, id.endsWith("Genres") ? "genres" : "keywords"),
        }),
      ),
      ...fields,
    ];
  }, [t, facets, many]);
};

export const changeOf = (values: EditValues): FilmChange => {
  const set = Object.fromEntries(Object.entries(values).filter(([id]) => id in kinds));
  const names = Object.fromEntries(
    lists.map((id) => [id, [...((values[id] as readonly string[] | undefined) ?? [])]]),
  );
  return { set: set as NonNullable<FilmChange["set"]>, ...names };
};

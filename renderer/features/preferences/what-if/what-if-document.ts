/** The comparison as a table to be read elsewhere. */
import type { TFunction } from "i18next";
import type { OpenedWhatIf, TraitPart } from "../../../../shared/contract/what-if.ts";
import { type FilmSketch, sketchFields } from "../../../../shared/domain/film-sketch.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import type { Format } from "../../../ui/format.ts";
import { measures } from "./forecast-table.tsx";
import { wrongWords } from "./how-wrong.tsx";
import type { Column } from "./variants.ts";

interface Content {
  readonly title: string;
  readonly opened: OpenedWhatIf;
  readonly columns: readonly Column[];
  readonly groupNames: readonly string[];
  readonly format: Format;
  readonly inWords: {
    readonly trait: (field: TraitPart["field"], value: string) => string;
    readonly genre: (genre: string) => string;
  };
}

const told = 5;

export const whatIfDocument = (
  t: TFunction<"what-if">,
  { title, opened, columns, groupNames, format, inWords }: Content,
): TableDocument => {
  const sketchWords = (sketch: FilmSketch): string =>
    sketchFields
      .flatMap((field) => {
        const value = sketch[field];
        if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return [];
        const list = Array.isArray(value)
          ? value.map((each) => (field === "genres" ? inWords.genre(each) : each))
          : [];
        return `${t(`traits.${field}`)}: ${Array.isArray(value) ? format.list(list) : value}`;
      })
      .join("; ");
  const column = (key: string, kind: TableDocument["columns"][number]["kind"], width: number) => ({
    key,
    header: t(`columns.${key}`),
    kind,
    width,
  });
  const figures = (measure: string) =>
    [
      column(measure, "share", 12),
      column(`${measure}_low`, "share", 10),
      column(`${measure}_high`, "share", 10),
      column(`${measure}_change`, "number", 12),
      column(`${measure}_change_low`, "number", 12),
      column(`${measure}_change_high`, "number", 12),
    ] as const;
  return {
    title,
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [
      { key: "model", header: t("columns.model"), value: opened.model },
      ...wrongWords(t, opened, format).map((value, n) => ({
        key: `wrong_${n + 1}`,
        header: t("wrong.title"),
        value,
      })),
      ...columns.map(({ variant, name }) => ({
        key: variant ? `variant_${variant.key + 1}` : "as_it_is",
        header: name,
        value: sketchWords(variant?.sketch ?? opened.sketch),
      })),
    ],
    columns: [
      column("segment", "text", 28),
      column("members", "whole", 10),
      column("variant", "text", 24),
      ...measures.flatMap(figures),
      column("total", "number", 10),
      column("reasons", "text", 70),
    ],
    rows: opened.groups.flatMap(({ members }, g) =>
      columns.flatMap(({ name, forecast }) => {
        const group = forecast?.groups[g];
        if (!group) return [];
        return [
          [
            groupNames[g] ?? "",
            members,
            name,
            ...measures.flatMap((measure) => {
              const { value, low, high, change } = group[measure];
              return [value, low, high, change?.value ?? null, change?.low ?? null, change?.high ?? null];
            }),
            group.total,
            group.parts
              .slice(0, told)
              .map((part) => `${inWords.trait(part.field, part.value)} ${format.signed(part.share, 3)}`)
              .join("; "),
          ],
        ];
      }),
    ),
  };
};

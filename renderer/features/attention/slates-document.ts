/** A slate's bookings as a table to be read elsewhere. */
import type { TFunction } from "i18next";
import type { Slate } from "../../../shared/contract/slates.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import type { Format } from "../../ui/format.ts";

export const slateDocument = (
  t: TFunction<"slates">,
  title: string,
  slate: Slate,
  weeks: readonly (readonly string[])[],
  facts: readonly (readonly [key: string, header: string, value: string])[],
  titleOf: (film: number) => string,
  format: Format,
): TableDocument => ({
  title,
  language: format.language === "zh-CN" ? "zh-CN" : "en",
  facts: facts.map(([key, header, value]) => ({ key, header, value })),
  columns: (
    [
      ["week", "text", 12],
      ["film", "text", 40],
      ["action", "text", 18],
      ["showings", "number", 12],
      ["admissions", "number", 12],
    ] as const
  ).map(([key, kind, width]) => ({ key, kind, width, header: t(`columns.${key}`) })),
  rows: [...slate.bookings]
    .sort((a, b) => a.week - b.week || b.admissions - a.admissions)
    .map(({ week, film, action, showings, admissions }) => [
      weeks[week]?.[0] ?? "",
      titleOf(film),
      t(`actions.${action}`),
      showings,
      admissions,
    ]),
});

/** Every title in every week, as a table to be read elsewhere. */
import type { TFunction } from "i18next";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import type { Format } from "../../../ui/format.ts";
import type { Placed } from "./ask.ts";
import { whyOf } from "./option-words.ts";

export const windowsDocument = (
  t: TFunction<"windows">,
  format: Format,
  { answer, model }: Placed,
  titleOf: (film: number) => string,
  nameOf: (other: number) => string,
): TableDocument => ({
  title: t("document", { from: format.date(answer.weeks[0] as string) }),
  language: format.language === "zh-CN" ? "zh-CN" : "en",
  facts: model === null ? [] : [{ key: "model", header: t("views.label"), value: model }],
  columns: (
    [
      ["film", "text", 36],
      ["week", "text", 12],
      ["placed", "text", 8],
      ["admissions", "number", 12],
      ["low", "number", 12],
      ["high", "number", 12],
      ["loss", "number", 12],
      ["loss_low", "number", 12],
      ["loss_high", "number", 12],
      ["best", "share", 12],
      ["why", "text", 60],
    ] as const
  ).map(([key, kind, width]) => ({ key, kind, width, header: t(`columns.${key}`) })),
  rows: answer.titles.flatMap(({ film, week, options }) =>
    options.map((option) => [
      titleOf(film),
      answer.weeks[option.week] as string,
      option.week === week ? t("yes") : "",
      option.admissions.value,
      option.admissions.low,
      option.admissions.high,
      option.loss.value,
      option.loss.low,
      option.loss.high,
      option.best,
      whyOf(t, format, option, nameOf),
    ]),
  ),
});

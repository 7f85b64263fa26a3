/** An explanation as a table to be read elsewhere: every part, the films and the traits apart, and what would change the place. */
import type { TFunction } from "i18next";
import type { Explained } from "../../../shared/contract/explaining.ts";
import type { Reason } from "../../../shared/contract/training.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import type { Format } from "../../ui/format.ts";

interface Content {
  readonly title: string;
  readonly explained: Explained;
  /** What is said below the picture, sentence by sentence. */
  readonly sentences: readonly string[];
  readonly format: Format;
  readonly inWords: {
    readonly film: (id: number) => string;
    readonly reason: (reason: Reason) => string;
    readonly trait: (field: Explained["traits"][number]["field"], value: string) => string;
  };
}

export const explanationDocument = (
  t: TFunction<"explaining">,
  { title, explained, sentences, format, inWords }: Content,
): TableDocument => {
  const { base, films, traits, untold, total, method, model, unit } = explained;
  const column = (key: string, kind: TableDocument["columns"][number]["kind"], width: number) => ({
    key,
    header: t(`columns.${key}`),
    kind,
    width,
  });
  const fact = (key: string, header: string, value: string) => ({ key, header, value });
  return {
    title,
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [
      fact("model", t("columns.model"), model),
      fact("total", t("total"), `${format.number(total, 4)} (${t(unit === "rating" ? "stars" : "logOdds")})`),
      fact("method", t("columns.method"), t(method === "exact" ? "exact" : "sampled")),
      ...sentences.map((sentence, n) => fact(`note_${n + 1}`, t("columns.note"), sentence)),
    ],
    columns: [
      column("by", "text", 16),
      column("part", "text", 60),
      column("share", "number", 12),
      column("error", "number", 12),
    ],
    rows: [
      ...base.map((reason) => [t("by.base"), inWords.reason(reason), reason.share, null]),
      ...films.map(({ film, share, error }) => [t("by.films"), inWords.film(film), share, error]),
      ...traits.map(({ field, value, share }) => [t("by.traits"), inWords.trait(field, value), share, null]),
      ...(traits.length > 0 && untold !== 0 ? [[t("by.traits"), t("untold"), untold, null]] : []),
    ],
  };
};

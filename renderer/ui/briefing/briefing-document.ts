/** A briefing as a document to be handed on. */
import type { TFunction } from "i18next";
import { type Briefing, topics } from "../../../shared/domain/briefing.ts";
import type { TextBlock, TextDocument } from "../../../shared/domain/text-document.ts";
import { type Format, localName } from "../format.ts";
import { statementWords } from "./statement-words.ts";

/** Why a topic is not told. */
export const missingWords = (
  t: TFunction<"briefing">,
  { topic, why }: Briefing["missing"][number],
): string => {
  const known = t(`missing.why.${why}`, { defaultValue: "" });
  return t("missing.line", {
    topic: t(`topics.${topic}`),
    why: known || t("missing.why.other", { type: why }),
  });
};

export const briefingDocument = (
  t: TFunction<"briefing">,
  format: Format,
  { venue, week, statements, missing }: Briefing,
  today: string,
): TextDocument => {
  const words = statementWords(t, format);
  return {
    title: t("document.title", { venue: localName(format.language)(venue.name, venue.nameZh) }),
    subtitle: t("document.subtitle", { week: format.date(week), today: format.date(today) }),
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    blocks: [
      ...topics.flatMap((topic): TextBlock[] => {
        const own = statements.filter((statement) => statement.topic === topic);
        if (own.length === 0) return [];
        return [
          { kind: "heading", text: t(`topics.${topic}`) },
          {
            kind: "table",
            columns: [
              { header: t("document.says"), width: 52 },
              { header: t("document.sure"), width: 16 },
              { header: t("document.step"), width: 32 },
            ],
            rows: own.map((statement) => {
              const { says, sure, step } = words(statement, week);
              return [says, sure, step ?? ""];
            }),
          },
        ];
      }),
      ...(missing.length === 0
        ? []
        : ([
            { kind: "heading", text: t("missing.title") },
            { kind: "list", ordered: false, items: missing.map((each) => missingWords(t, each)) },
          ] satisfies TextBlock[])),
      { kind: "text", text: t("document.basis") },
    ],
  };
};

/** A briefing, or somebody's picture, as a document to be handed on. */
import type { TFunction } from "i18next";
import { type Briefing, type Picture, topics } from "../../../shared/domain/briefing.ts";
import type { TextBlock, TextDocument } from "../../../shared/domain/text-document.ts";
import { type Format, localName } from "../format.ts";
import { statementWords } from "./statement-words.ts";

/** Of a house's week, or of a series, studio or person. */
export type Headings = "topics" | "subjectTopics";
export const headingsOf = ({ kind }: Picture["subject"]): Headings =>
  kind === "venue" ? "topics" : "subjectTopics";

/** Why a topic is not told. */
export const missingWords = (
  t: TFunction<"briefing">,
  { topic, why }: Briefing["missing"][number],
  headings: Headings = "topics",
): string => {
  const known = t(`missing.why.${why}`, { defaultValue: "" });
  return t("missing.line", {
    topic: t(`${headings}.${topic}`),
    why: known || t("missing.why.other", { type: why }),
  });
};

interface Told extends Pick<Briefing, "statements" | "missing"> {
  readonly title: string;
  readonly subtitle: string;
  readonly week: string;
  readonly headings: Headings;
}

const documentOf = (
  t: TFunction<"briefing">,
  format: Format,
  { title, subtitle, week, headings, statements, missing }: Told,
): TextDocument => {
  const words = statementWords(t, format);
  return {
    title,
    subtitle,
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    blocks: [
      ...topics.flatMap((topic): TextBlock[] => {
        const own = statements.filter((statement) => statement.topic === topic);
        if (own.length === 0) return [];
        return [
          { kind: "heading", text: t(`${headings}.${topic}`) },
          {
            kind: "table",
            columns: [
              { header: t("document.says"), width: 52 },
              { header: t("document.sure"), width: 16 },
              { header: t("document.step"), width: 32 },
            ],
            rows: own.map((statement) => {
              const { says, sure, step, whys } = words(statement, week);
              const why = whys.length > 0 ? t("why", { reasons: whys.join(" ") }) : "";
              return [`${says} ${why}`.trim(), sure, step ?? ""];
            }),
          },
        ];
      }),
      ...(missing.length === 0
        ? []
        : ([
            { kind: "heading", text: t("missing.title") },
            { kind: "list", ordered: false, items: missing.map((each) => missingWords(t, each, headings)) },
          ] satisfies TextBlock[])),
      { kind: "text", text: t("document.basis") },
    ],
  };
};

export const briefingDocument = (
  t: TFunction<"briefing">,
  format: Format,
  briefing: Briefing,
  today: string,
): TextDocument => {
  const { venue, week } = briefing;
  return documentOf(t, format, {
    ...briefing,
    title: t("document.title", { venue: localName(format.language)(venue.name, venue.nameZh) }),
    subtitle: t("document.subtitle", { week: format.date(week), today: format.date(today) }),
    headings: "topics",
  });
};

export const pictureDocument = (
  t: TFunction<"briefing">,
  format: Format,
  picture: Picture,
  today: string,
): TextDocument => {
  const { subject, house } = picture;
  const named = localName(format.language);
  return documentOf(t, format, {
    ...picture,
    title: t("picture.document", { name: named(subject.name, subject.nameZh) }),
    subtitle: house
      ? t("picture.subtitle", {
          venue: named(house.venue.name, house.venue.nameZh),
          week: format.date(house.week),
          today: format.date(today),
        })
      : t("picture.noHouse", { today: format.date(today) }),
    week: house?.week ?? today,
    headings: headingsOf(subject),
  });
};

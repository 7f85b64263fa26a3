/** Guidance as a brief to be handed on: what delights whom, what to quote, when to speak, where trouble starts and what to do then. */
import type { TFunction } from "i18next";
import type { Guidance } from "../../../shared/contract/guidance.ts";
import type { ShownText } from "../../../shared/contract/said.ts";
import type { TextBlock, TextDocument } from "../../../shared/domain/text-document.ts";
import type { Format } from "../../ui/format.ts";
import { type GuidanceWords, guidanceWords, lovedOf } from "./guidance-words.ts";

const shownAspects = 5;
export const crisisSteps = ["read", "tell", "name", "answer", "hold", "watch"] as const;

interface Content {
  readonly guidance: Guidance;
  /** Behind the troubles. */
  readonly evidence: ReadonlyMap<number, ShownText>;
  readonly format: Format;
  readonly localName: (name: string, nameZh: string | null) => string;
}

/** The segment in view, else everybody. */
export const whoseOf = (guidance: Guidance) =>
  guidance.delights.find(({ id }) => id === guidance.segment) ?? guidance.delights[0];

const delightRows = ({ delights }: Guidance, words: GuidanceWords): string[][] =>
  delights
    .filter((delight) => lovedOf(delight, shownAspects).length > 0)
    .map((delight) => [
      words.whose(delight),
      words.texts(delight.texts ?? 0),
      lovedOf(delight, shownAspects).map(words.level).join("; "),
    ]);

export const briefDocument = (
  t: TFunction<"guidance">,
  { guidance, evidence, format, localName }: Content,
): TextDocument => {
  const words = guidanceWords(t, format, localName);
  const whose = whoseOf(guidance);
  const name = localName(guidance.name, guidance.nameZh);
  const heading = (key: "delight" | "quotes" | "when" | "trouble" | "crisis"): TextBlock => ({
    kind: "heading",
    text: t(`${key}.title`),
  });
  const none = (key: "delight" | "quotes" | "trouble"): TextBlock => ({
    kind: "text",
    text: t(`${key}.none`),
  });
  const rows = delightRows(guidance, words);
  const delights: TextBlock[] =
    rows.length === 0
      ? [none("delight")]
      : [
          { kind: "text", text: t("delight.hint") },
          {
            kind: "table",
            columns: [
              { header: t("delight.who"), width: 22 },
              { header: t("delight.texts"), width: 14 },
              { header: t("delight.loved"), width: 64 },
            ],
            rows,
          },
        ];
  const troubled = guidance.troubles.flatMap((trouble): TextBlock[] => [
    { kind: "text", text: words.trouble(trouble) },
    ...trouble.evidence.slice(0, 2).flatMap((id): TextBlock[] => {
      const text = evidence.get(id);
      return text ? [{ kind: "quote", text: words.quoted(text), source: words.source(text) }] : [];
    }),
  ]);
  return {
    title: t("brief.title", { name }),
    subtitle: t("brief.subtitle", {
      whose: whose ? words.whose(whose) : "",
      texts: words.texts(guidance.texts),
    }),
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    blocks: [
      heading("delight"),
      ...delights,
      heading("quotes"),
      ...(guidance.quotes.length === 0
        ? [none("quotes")]
        : guidance.quotes.map(
            (quote): TextBlock => ({ kind: "quote", text: words.quoted(quote), source: words.source(quote) }),
          )),
      heading("when"),
      { kind: "text", text: t("when.hint") },
      {
        kind: "table",
        columns: [
          { header: t("when.phase"), width: 16 },
          { header: t("when.days"), width: 28 },
          { header: t("when.do"), width: 56 },
        ],
        rows: guidance.phases.map((phase) => [
          t(`phases.${phase.kind}`),
          words.days(phase),
          words.action(phase),
        ]),
      },
      heading("trouble"),
      ...(troubled.length === 0 ? [none("trouble")] : troubled),
      heading("crisis"),
      { kind: "list", ordered: true, items: crisisSteps.map((step) => t(`crisis.steps.${step}`)) },
      { kind: "text", text: t("brief.basis") },
    ],
  };
};

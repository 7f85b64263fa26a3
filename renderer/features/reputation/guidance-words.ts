/** Guidance in words: the same on the page, in the brief and in batch. */
import type { TFunction } from "i18next";
import type { AspectLevel, Delight, Phase, Trouble } from "../../../shared/contract/guidance.ts";
import type { ShownText } from "../../../shared/contract/said.ts";
import { inertText } from "../../../shared/domain/inert-text.ts";
import type { Aspect } from "../../../shared/domain/voices.ts";
import type { Format } from "../../ui/format.ts";

/** Praised by most who speak of it. */
export const lovedOf = ({ aspects }: Delight, most: number): AspectLevel[] =>
  aspects.filter(({ level }) => level.value > 0.5).slice(0, most);

export const guidanceWords = (
  t: TFunction<"guidance">,
  format: Format,
  localName: (name: string, nameZh: string | null) => string,
) => {
  const aspect = (name: Aspect): string => t(`reputation:aspects.${name}`);
  const date = (day: string): string => format.date(day);
  return {
    whose: ({ id, name, nameZh }: Delight): string =>
      id === null ? t("everybody") : localName(name, nameZh),
    texts: (count: number): string => t("texts", { count, n: format.number(count) }),
    level: ({ aspect: of, level }: AspectLevel): string =>
      t("delight.level", {
        aspect: aspect(of),
        value: format.percent(level.value),
        low: format.percent(level.low),
        high: format.percent(level.high),
      }),
    days: ({ from, to, fromDay, toDay }: Phase): string =>
      from !== null && to !== null
        ? t("when.dates", { from: date(from), to: date(to) })
        : t("when.sinceRelease", { from: format.signed(fromDay), to: format.signed(toDay) }),
    action: ({ kind, lead, answer }: Phase): string =>
      [
        t(`actions.${kind}`),
        ...(lead ? [t("actions.lead", { aspect: aspect(lead) })] : []),
        ...(answer ? [t("actions.answer", { aspect: aspect(answer) })] : []),
      ].join(format.language.startsWith("zh") ? "" : " "),
    trouble: ({ kind, at, aspect: of, named, before, after, texts }: Trouble): string =>
      t(`trouble.${kind}${of && kind !== "aspect" ? "Of" : ""}`, {
        at: date(at),
        aspect: of ? aspect(of) : "",
        name: named ? localName(named.name, named.nameZh) : "",
        before: format.percent(before),
        after: format.percent(after),
        count: texts,
        n: format.number(texts),
      }),
    quoted: ({ text }: Pick<ShownText, "text">): string => t("quotes.quoted", { text: inertText(text) }),
    source: ({ at, channel, rating }: Pick<ShownText, "at" | "channel" | "rating">): string =>
      [
        format.date(at),
        t(`reputation:channel.${channel}`),
        ...(rating === null ? [] : [t("reputation:stars", { n: format.plain(rating) })]),
      ].join(" · "),
  };
};
export type GuidanceWords = ReturnType<typeof guidanceWords>;

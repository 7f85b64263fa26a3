/** What a booking sheet says, on paper and in a workbook alike. */
import en from "../../../assets/locales/en/rules.json" with { type: "json" };
import zhCN from "../../../assets/locales/zh-CN/rules.json" with { type: "json" };
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { RuleKind } from "../../../shared/domain/rules/rule.ts";
import type { Booking } from "./bookings.ts";
import { weekdayLabel } from "./date-labels.ts";
import type { ExportTexts } from "./texts.ts";

export const kindWords = ({ kind }: Booking, texts: ExportTexts): string =>
  ({
    preview: texts.preview,
    opening: texts.opening,
    hold: texts.holdover,
    final: texts.final,
    off: texts.off,
  })[kind];

/** "1 Aurora ×14, 3 Canal ×7": no line ends within a screen. */
export const screenWords = ({ screens }: Booking): string =>
  screens.map(({ name, showings }) => `${name.replaceAll(" ", "\u00a0")}\u00a0×${showings}`).join(", ");

const kindsIn: Readonly<Record<ExportLanguage, Readonly<Record<RuleKind, string>>>> = {
  en: en.kinds,
  "zh-CN": zhCN.kinds,
};

/** Whether every term of the film is met. */
export const isMet = ({ missed, terms }: Booking): boolean =>
  missed.length === 0 && terms.every((term) => term.missed.length === 0);

/**
 * "Met", or "Missed: Fri 2, Sat 1": the shows there are on the days that have too few; then each of the house's own rules:
 * "Two evenings: Missed Fri"; then how many are only pencilled in.
 */
export const termWords = (
  { missed, terms, pencilled }: Booking,
  texts: ExportTexts,
  language: ExportLanguage,
): string => {
  const colon = language === "zh-CN" ? "：" : ": ";
  const comma = language === "zh-CN" ? "、" : ", ";
  const booked =
    missed.length === 0
      ? texts.met
      : `${texts.missed}${colon}${missed.map(({ day, shows }) => `${weekdayLabel(day, language)} ${shows}`).join(comma)}`;
  const own = terms.map((term) => {
    const days = term.missed
      .map((day) => (day === null ? texts.overWeek : weekdayLabel(day, language)))
      .join(comma);
    const said = term.missed.length === 0 ? texts.met : `${texts.missed} ${days}`;
    return `${term.name || kindsIn[language][term.kind]}${colon}${said}`;
  });
  const held = pencilled === 0 ? [] : [`${texts.pencilled} ${pencilled}`];
  return [booked, ...own, ...held].join(language === "zh-CN" ? "；" : "; ");
};

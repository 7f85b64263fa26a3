/** Business days as readers write them. */
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";

const noon = (date: IsoDate): Date => new Date(`${date}T12:00:00Z`);
/** English as the trade writes it across borders: the day before the month. */
const locales: Readonly<Record<ExportLanguage, string>> = { en: "en-GB", "zh-CN": "zh-CN" };
const formatter = (language: ExportLanguage, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locales[language], { timeZone: "UTC", ...parts });

/** "Fri" · "周五" */
export const weekdayLabel = (date: IsoDate, language: ExportLanguage): string =>
  formatter(language, { weekday: "short" }).format(noon(date));

/** "27 Nov" · "11月27日" */
export const dateLabel = (date: IsoDate, language: ExportLanguage): string =>
  formatter(language, { day: "numeric", month: "short" }).format(noon(date));

/** "Friday 27 November 2026" · "2026年11月27日星期五" */
export const longLabel = (date: IsoDate, language: ExportLanguage): string =>
  formatter(language, { dateStyle: "full" }).format(noon(date));

/** "27 November 2026 – 3 December 2026" · "2026年11月27日 – 2026年12月3日" (ranges of ICU fall back to slashes in Chinese). */
export const rangeLabel = (first: IsoDate, last: IsoDate, language: ExportLanguage): string =>
  [first, last].map((date) => formatter(language, { dateStyle: "long" }).format(noon(date))).join(" – ");

/** "23 Nov 2026, 19:30" · "2026年11月23日 19:30", by the clock of `timeZone`. */
export const timeLabel = (instant: string, timeZone: string, language: ExportLanguage): string =>
  formatter(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(instant));

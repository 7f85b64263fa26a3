/** Numbers, dates and lists in the user's language. Times are 24-hour. */
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Keys with their namespace, so that any page's own will do. */
export interface Translate {
  (key: string): string;
  (key: string, values: Record<string, unknown>): string;
}

export interface Format {
  readonly language: string;
  number(value: number, digits?: number): string;
  /** With up to three decimals, as many as it has. */
  plain(value: number): string;
  /** 1,234,567 -> 1.2M */
  compact(value: number): string;
  /** 0.123 -> 12.3% */
  percent(share: number, digits?: number): string;
  /** +3, −2 */
  signed(value: number, digits?: number): string;
  bytes(value: number): string;
  /** 75 -> "1 min 15 s"; seconds. */
  duration(seconds: number): string;
  /** 98 -> "1h 38m"; a film's running time. */
  runtime(minutes: number): string;
  /** 98 -> "98 min" */
  minutes(minutes: number): string;
  /** "2026-11-23" or seconds since 1970 UTC. */
  date(day: string | number): string;
  /** "2026-11-23" -> "Mon, Nov 23" */
  day(day: string): string;
  /** 1 -> "Mon" */
  weekday(day: number): string;
  /** Seconds since 1970 UTC, in this computer's time zone. */
  dateTime(seconds: number): string;
  list(items: readonly string[]): string;
  /** "A or B" */
  oneOf(items: readonly string[]): string;
  /** "zh" -> "Chinese" */
  languageName(code: string): string;
  compare(a: string, b: string): number;
}

const utcDate = (day: string | number): Date =>
  typeof day === "number" ? new Date(day * 1000) : new Date(`${day}T00:00:00Z`);

export const makeFormat = (language: string): Format => {
  const cache = new Map<string, Intl.NumberFormat>();
  const numberFormat = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const known = cache.get(key) ?? new Intl.NumberFormat(language, options);
    cache.set(key, known);
    return known;
  };
  const unit = (name: string, value: number, unitDisplay: "short" | "narrow" = "short"): string =>
    numberFormat(`${name} ${unitDisplay}`, {
      style: "unit",
      unit: name,
      unitDisplay,
      maximumFractionDigits: 0,
    }).format(value);
  const fixed = (digits: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // Written out, a Chinese date is too wide for a column.
  const date = new Intl.DateTimeFormat(language, {
    ...(language.startsWith("zh")
      ? { year: "numeric", month: "2-digit", day: "2-digit" }
      : { dateStyle: "medium" }),
    timeZone: "UTC",
  });
  const day = new Intl.DateTimeFormat(language, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const dateTime = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  });
  const list = new Intl.ListFormat(language, { type: "conjunction", style: "narrow" });
  const choice = new Intl.ListFormat(language, { type: "disjunction", style: "narrow" });
  const languages = new Intl.DisplayNames(language, { type: "language" });
  const collator = new Intl.Collator(language, { numeric: true });
  return {
    language,
    number: (value, digits = 0) => numberFormat(`n${digits}`, fixed(digits)).format(value),
    plain: (value) => numberFormat("p", { maximumFractionDigits: 3 }).format(value),
    compact: (value) => numberFormat("c", { notation: "compact", maximumFractionDigits: 1 }).format(value),
    percent: (share, digits = 0) =>
      numberFormat(`p${digits}`, { style: "percent", ...fixed(digits) }).format(share),
    signed: (value, digits = 0) =>
      numberFormat(`s${digits}`, { signDisplay: "exceptZero", ...fixed(digits) }).format(value),
    bytes: (value) => {
      const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
      const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
      return unit(steps[step] as string, value / 1000 ** step);
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 60) return unit("second", whole);
      if (whole < 3600) return `${unit("minute", Math.floor(whole / 60))} ${unit("second", whole % 60)}`;
      return `${unit("hour", Math.floor(whole / 3600))} ${unit("minute", Math.floor((whole % 3600) / 60))}`;
    },
    runtime: (minutes) => {
      const rest = unit("minute", minutes % 60, "narrow");
      if (minutes < 60) return rest;
      return `${unit("hour", Math.floor(minutes / 60), "narrow")} ${rest}`;
    },
    minutes: (minutes) => unit("minute", minutes),
    date: (value) => date.format(utcDate(value)),
    day: (value) => day.format(utcDate(value)),
    // 2024 began on a Monday.
    weekday: (value) => weekday.format(Date.UTC(2024, 0, value)),
    dateTime: (seconds) => dateTime.format(new Date(seconds * 1000)),
    // Most lists of one are asked for block by block.
    list: (items) => (items.length === 1 ? (items[0] as string) : list.format(items)),
    oneOf: (items) => choice.format(items),
    languageName: (code) => {
      try {
        return languages.of(code) ?? code;
      } catch {
        return code; // not a language code but a name
      }
    },
    compare: collator.compare,
  };
};

/** Making one costs milliseconds, and every component asks. */
const formats = new Map<string, Format>();

export const useFormat = (): Format => {
  const { language } = useTranslation().i18n;
  const format = formats.get(language) ?? makeFormat(language);
  formats.set(language, format);
  return format;
};

/** A title or name in a language, where the library has it. */
export const localName =
  (language: string) =>
  (original: string, chinese: string | null): string =>
    language.startsWith("zh") && chinese ? chinese : original;
export const useLocalName = (): ReturnType<typeof localName> => {
  const { i18n } = useTranslation();
  return useMemo(() => localName(i18n.language), [i18n.language]);
};

/** A genre in a language, or as the library writes it. */
export const genreName =
  (t: TFunction<"ui">) =>
  (genre: string): string =>
    t(`genres.${genre}`, { defaultValue: genre });
export const useGenreName = (): ((genre: string) => string) => {
  const { t } = useTranslation("ui");
  return useMemo(() => genreName(t), [t]);
};

/**
 * Serial numbers of days as ISO text. The 1900 system counts a 29 February 1900 that never was (serial 60), so its day
 * zero is 1899-12-30 from 1 March 1900 on and 1899-12-31 before; the 1904 system's is 1904-01-01. (ECMA-376, 18.17.4.1)
 */
const daySeconds = 86_400;
const msPerSecond = 1_000;

const epochDay = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / (daySeconds * msPerSecond);
const day1900 = epochDay(1899, 12, 30);
const day1904 = epochDay(1904, 1, 1);
/** 9999-12-31: the last day that a sheet knows. */
const lastSerial = 2_958_466;

export type TemporalFormat = "date" | "time" | "dateTime" | "duration";

const two = (n: number): string => String(n).padStart(2, "0");

const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

export const serialToIso = (serial: number, format: TemporalFormat, from1904: boolean): string | null => {
  if (!(serial >= 0 && serial < lastSerial)) return null;
  const seconds = Math.round(serial * daySeconds);
  if (format === "duration" || (format === "time" && serial < 1)) return clock(seconds);
  const wholeDays = Math.floor(seconds / daySeconds);
  const inDay = seconds % daySeconds;
  if (!from1904 && wholeDays === 0 && format !== "date") return clock(inDay);
  const missing = !from1904 && wholeDays < 60 ? 1 : 0;
  const day = (from1904 ? day1904 : day1900 + missing) + wholeDays;
  const date = new Date(day * daySeconds * msPerSecond).toISOString().slice(0, 10);
  return format === "date" && inDay === 0 ? date : `${date}T${clock(inDay)}`;
};

/** Formats that workbooks use by number alone, those of East Asia among them (ECMA-376, 18.8.30). */
const builtIn = (id: number): TemporalFormat | null => {
  if (id === 22) return "dateTime";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return "time";
  if (id === 46) return "duration";
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return "date";
  return null;
};

/** What a number format shows: `m` is a month beside years and days, a minute beside hours and seconds. */
export const temporalFormat = (id: number, code: string | undefined): TemporalFormat | null => {
  if (code === undefined) return builtIn(id);
  const bare = code
    .replace(/"[^"]*"?|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";")[0]
    ?.toLowerCase()
    .replace(/general|am\/pm|a\/p|上午\/下午/g, "");
  if (!bare) return null;
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return "duration";
  const date = /[yd]/.test(bare);
  const time = /[hs]/.test(bare);
  if (date && time) return "dateTime";
  if (time) return "time";
  return date || /^[^0#?]*m[^0#?]*$/.test(bare) ? "date" : null;
};

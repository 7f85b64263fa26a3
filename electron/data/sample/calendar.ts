/** Business days, local time and the holidays of two regions. */
import type { IsoDate, Minutes } from "../../../shared/domain/slate.ts";

const day = 86_400_000;

export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day);

/** 0 is Monday. */
export const weekdayOf = (date: IsoDate): number => (new Date(date).getUTCDay() + 6) % 7;

export const monthOf = (date: IsoDate): number => Number(date.slice(5, 7)) - 1;

/** Seconds since 1970 UTC of a minute of a business day, through changes of daylight saving. */
export const instantIn = (timeZone: string): ((date: IsoDate, minutes: Minutes) => number) => {
  const wall = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const offsetAt = (instant: number): number => {
    const part = Object.fromEntries(wall.formatToParts(instant).map(({ type, value }) => [type, value]));
    return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:00Z`) - instant;
  };
  const offsets = new Map<number, number>();
  return (date, minutes) => {
    const local = Date.parse(date) + minutes * 60_000;
    const hour = Math.floor(local / 3_600_000);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = offsetAt(local - offsetAt(local));
      offsets.set(hour, offset);
    }
    return (local - offset) / 1000;
  };
};

export interface Holiday {
  readonly region: "NL" | "CN";
  readonly date: IsoDate;
  readonly name: string;
  readonly nameZh: string;
}

/** Anonymous Gregorian algorithm (Nature, 1876). */
const easterOf = (year: number): IsoDate => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)).toISOString().slice(0, 10);
};

const dutchHolidays = (year: number): Holiday[] => {
  const easter = easterOf(year);
  const entries: [IsoDate, string, string][] = [
    [`${year}-01-01`, "New Year's Day", "元旦"],
    [addDays(easter, -2), "Good Friday", "耶稣受难日"],
    [easter, "Easter Sunday", "复活节"],
    [addDays(easter, 1), "Easter Monday", "复活节星期一"],
    [`${year}-04-27`, "King's Day", "国王节"],
    [`${year}-05-05`, "Liberation Day", "解放日"],
    [addDays(easter, 39), "Ascension Day", "耶稣升天节"],
    [addDays(easter, 49), "Whit Sunday", "圣灵降临节"],
    [addDays(easter, 50), "Whit Monday", "圣灵降临节星期一"],
    [`${year}-12-25`, "Christmas Day", "圣诞节"],
    [`${year}-12-26`, "Second Christmas Day", "圣诞节次日"],
  ];
  return entries.map(([date, name, nameZh]) => ({ region: "NL", date, name, nameZh }));
};

const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", {
  month: "numeric",
  day: "numeric",
  timeZone: "Asia/Shanghai",
});
const lunarHolidays: Readonly<Record<string, readonly [string, string]>> = {
  "1/1": ["Spring Festival", "春节"],
  "1/2": ["Spring Festival, second day", "春节初二"],
  "1/3": ["Spring Festival, third day", "春节初三"],
  "1/15": ["Lantern Festival", "元宵节"],
  "5/5": ["Dragon Boat Festival", "端午节"],
  "7/7": ["Qixi Festival", "七夕"],
  "8/15": ["Mid-Autumn Festival", "中秋节"],
};

const chineseHolidays = (year: number): Holiday[] => {
  const qingming = 4 + (year % 4 < 2 ? 0 : 1); // 4 or 5 April through 2030
  const solar: [IsoDate, string, string][] = [
    [`${year}-01-01`, "New Year's Day", "元旦"],
    [`${year}-04-0${qingming}`, "Qingming Festival", "清明节"],
    [`${year}-05-01`, "Labour Day", "劳动节"],
    [`${year}-10-01`, "National Day", "国庆节"],
    [`${year}-10-02`, "National Day, second day", "国庆节次日"],
    [`${year}-10-03`, "National Day, third day", "国庆节第三日"],
  ];
  for (let date = `${year}-01-15`; date < `${year}-11-01`; date = addDays(date, 1)) {
    const found = lunarHolidays[lunar.format(Date.parse(date) + day / 2)];
    if (found && !solar.some(([taken]) => taken === date)) solar.push([date, ...found]);
  }
  return solar.map(([date, name, nameZh]) => ({ region: "CN", date, name, nameZh }));
};

/** The holidays of both regions in every year that a span of days touches, oldest first. */
export const holidaysBetween = (from: IsoDate, to: IsoDate): Holiday[] => {
  const holidays: Holiday[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    holidays.push(...dutchHolidays(year), ...chineseHolidays(year));
  const seen = new Set<string>();
  return holidays
    .filter(({ region, date }) => !seen.has(region + date) && seen.add(region + date))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.region < b.region ? -1 : 1));
};

/** Numbers as people and systems write them: "1,234.50", "1.234,5", "€ 12,50", "(3)", "47.76 %", "1.2亿". */

import { longestValue } from "./bounds.ts";

const plain = /^-?\d+(?:\.\d+)?$/;
const currency =
  /^(?:[$€£¥₩₹元]|(?:US|HK|NT|A|C)\$|(?:RMB|CNY|USD|EUR|GBP|JPY|HKD|CHF|kr)\.?)\s*|\s*(?:[$€£¥₩₹元块]|RMB|CNY|USD|EUR|GBP|JPY|HKD|CHF|kr\.?)$/gi;
/** 万 counts ten thousands, 亿 hundred millions: how box office is told in Chinese. */
const chineseUnits: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

const shapes = {
  ".": /^\d+(?:\.\d*)?(?:e[+-]?\d{1,3})?$|^\.\d+$|^\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?:[ '’_]\d{3})+)(?:\.\d+)?$/i,
  ",": /^\d+(?:,\d*)?(?:e[+-]?\d{1,3})?$|^,\d+$|^\d{1,3}(?:[. '’_]\d{3})+(?:,\d+)?$/i,
} as const;

/** Full-width digits and signs, thin and hard spaces and the typographic minus, as ASCII has them. */
const toAscii = (text: string): string =>
  text.normalize("NFKC").replaceAll("\u2212", "-").replace(/\s+/g, " ");

/** Reads a number, or null where the text is none. A percent sign and a currency are taken off; "(3)" is -3. */
export const readNumber = (text: string, decimal: "." | "," = "."): number | null => {
  if (decimal === "." && plain.test(text)) return Number(text) || 0;
  if (text.length > longestValue) return null;
  let rest = toAscii(text).trim();
  let sign = 1;
  if (/^\(.+\)$/.test(rest)) {
    sign = -1;
    rest = rest.slice(1, -1).trim();
  }
  const takeSign = (): void => {
    if (/^[+-]/.test(rest)) {
      if (rest.startsWith("-")) sign = -sign;
      rest = rest.slice(1).trim();
    }
  };
  takeSign();
  const bare = rest.replace(currency, "");
  if (bare !== rest) {
    rest = bare.trim();
    takeSign();
  }
  if (rest.endsWith("%")) rest = rest.slice(0, -1).trim();
  const unit = chineseUnits[rest.at(-1) ?? ""] ?? 1;
  if (unit !== 1) rest = rest.slice(0, -1).trim();
  if (!shapes[decimal].test(rest)) return null;
  const digits =
    decimal === "," ? rest.replace(/[. '’_]/g, "").replace(",", ".") : rest.replace(/[, '’_]/g, "");
  const value = sign * Number(digits) * unit;
  return Number.isFinite(value) ? value || 0 : null;
};

/** Within `value * 1e-9`: "12.0" and what spreadsheets make of 12 are whole. */
export const wholeNumber = (value: number): number | null => {
  const rounded = Math.round(value);
  return Math.abs(value - rounded) <= 1e-9 * Math.max(1, Math.abs(value)) ? rounded : null;
};

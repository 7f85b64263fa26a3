/** Values of Parquet's types (parquet-format, LogicalTypes.md) as text. */
import type { ParquetParsers, SchemaElement } from "hyparquet";
import { wellFormed } from "./well-formed.ts";

const iso = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString().replace(/\.000Z$/, "Z");
};

export const asText: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => iso(Number(millis)),
  timestampFromMicroseconds: (micros) => iso(Number(BigInt(micros) / 1000n)),
  timestampFromNanoseconds: (nanos) => iso(Number(BigInt(nanos) / 1_000_000n)),
  dateFromDays: (days) => iso(days * 86_400_000).slice(0, 10),
  jsonFromBytes: (bytes) => bytes && new TextDecoder().decode(bytes),
} as Partial<ParquetParsers>;

/** The shortest decimal that is this number in 32 bits. */
const singleText = (value: number): string => {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
};

const two = (n: number): string => String(n).padStart(2, "0");
const clockText =
  (perSecond: number) =>
  (value: number | bigint): string => {
    const seconds = Math.floor(Number(value) / perSecond);
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "bigint") return inner;
    const number = Number(inner);
    return Number.isSafeInteger(number) ? number : String(inner);
  });

const plainText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
  if (typeof value === "string") return wellFormed(value);
  if (value instanceof Date) return iso(value.getTime());
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "object" ? jsonText(value) : String(value);
};

const ticks: Readonly<Record<string, number>> = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 };

/** How a column's values are written. */
export const textOfColumn = (element: SchemaElement): ((value: unknown) => string) => {
  const { type, converted_type: converted, logical_type: logical } = element;
  const number = (text: (value: number) => string) => (value: unknown) =>
    typeof value === "number" && Number.isFinite(value) ? text(value) : plainText(value);
  if (converted === "DECIMAL" || logical?.type === "DECIMAL")
    return number((value) => String(Number(value.toPrecision(15))));
  if (logical?.type === "TIME" || converted === "TIME_MILLIS" || converted === "TIME_MICROS") {
    const unit = logical?.type === "TIME" ? logical.unit : (converted as string).slice("TIME_".length);
    const text = clockText(ticks[unit] ?? 1e3);
    return (value) =>
      typeof value === "number" || typeof value === "bigint" ? text(value) : plainText(value);
  }
  // A clock on the wall, of no zone.
  if (logical?.type === "TIMESTAMP" && !logical.isAdjustedToUTC)
    return (value) => plainText(value).replace(/Z$/, "");
  return type === "FLOAT" ? number(singleText) : plainText;
};

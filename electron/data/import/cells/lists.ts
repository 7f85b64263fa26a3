/** Lists in one cell: parts between separators, or JSON such as TMDB's [{"id": 28, "name": "Action"}]. */
import type { FieldReading } from "../../../../shared/contract/import-mapping.ts";
import type { Credit } from "../records/record.ts";

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string | null =>
  typeof value === "string" ? value.trim() || null : typeof value === "number" ? String(value) : null;

const own = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

const nameKeys = ["name", "title", "label", "value", "english_name", "iso_3166_1", "iso_639_1"];
const nameIn = (item: unknown): string | null => {
  if (typeof item !== "object" || item === null) return textOf(item);
  for (const key of nameKeys) {
    const name = textOf(own(item, key));
    if (name !== null) return name;
  }
  return null;
};

const jsonItems = (text: string): readonly unknown[] | null => {
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? [value] : null;
};

/** The parts, each once and in their order; null where JSON was meant and is none. */
export const readList = (text: string, list: FieldReading["list"]): string[] | null => {
  if (list === "json") {
    const items = jsonItems(text);
    return items && [...new Set(items.flatMap((item) => nameIn(item) ?? []))];
  }
  const parts = list ? text.split(list.separator) : [text];
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))];
};

/** JSON credits: crew with a `job`, cast with a `character`; `role` where it is given. */
export const readCredits = (text: string): Credit[] | null => {
  const items = jsonItems(text);
  if (items === null) return null;
  return items.flatMap((item) => {
    const name = nameIn(item);
    if (name === null) return [];
    if (typeof item !== "object" || item === null) return [{ role: "cast", name }];
    const job = textOf(own(item, "role")) ?? textOf(own(item, "job")) ?? textOf(own(item, "category"));
    return [{ role: job?.toLowerCase() ?? "cast", name }];
  });
};

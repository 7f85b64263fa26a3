/** What a house allows in its lists of films, and what it wants in them. */
import { z } from "zod";

export const cappedTraits = ["genre", "decade", "studio"] as const;
const Cap = z.object({
  trait: z.enum(cappedTraits),
  /** Null: of every one of them. */
  value: z.string().min(1).max(200).nullable(),
  most: z.number().int().min(0).max(1000),
});
const words = z.array(z.string().min(1).max(200)).max(200);

export const HouseRules = z.object({
  /** Only these; none named: all. A film without a certificate is not among them. */
  certificates: words.default([]),
  languages: words.default([]),
  caps: z.array(Cap).max(50).default([]),
  /** The earliest year; films of unknown year pass. */
  oldest: z.number().int().min(1870).max(2200).nullable().default(null),
  /** Films that were seen already, too. */
  watched: z.boolean().default(false),
  /** Films that the list must hold. */
  include: z.array(z.number().int().nonnegative()).max(200).default([]),
});
export type HouseRules = z.infer<typeof HouseRules>;

export const noRules: HouseRules = HouseRules.parse({});

/** Why rules keep a film out; `full`: its genre, decade or studio had its share, `displaced`: others had to be in. */
export const keptOutBy = ["watched", "certificate", "language", "oldest", "full", "displaced"] as const;
export type KeptOutBy = (typeof keptOutBy)[number];

export interface FilmFacts {
  readonly year: number; // 0 = unknown
  readonly certificate: string; // "" = unknown
  readonly language: string;
  readonly studio: string;
  readonly genres: readonly string[];
}

export const brokenBy = (
  rules: HouseRules,
  { year, certificate, language }: FilmFacts,
): "certificate" | "language" | "oldest" | null => {
  if (rules.certificates.length > 0 && !rules.certificates.includes(certificate)) return "certificate";
  if (rules.languages.length > 0 && !rules.languages.includes(language)) return "language";
  if (rules.oldest !== null && year !== 0 && year < rules.oldest) return "oldest";
  return null;
};

const valuesOf = (trait: (typeof cappedTraits)[number], { year, studio, genres }: FilmFacts): string[] => {
  if (trait === "genre") return [...genres];
  if (trait === "decade") return year === 0 ? [] : [`${Math.floor(year / 10) * 10}`];
  return studio === "" ? [] : [studio];
};

/** What a film counts towards, with the most that a list may hold of it. */
export const countedAs = (
  { caps }: HouseRules,
  facts: FilmFacts,
): { readonly key: string; readonly most: number }[] =>
  caps.flatMap(({ trait, value, most }, n) =>
    valuesOf(trait, facts)
      .filter((each) => value === null || each === value)
      .map((each) => ({ key: `${n} ${each}`, most })),
  );

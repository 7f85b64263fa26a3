/** The written material of the sample library: JSON files of the project's own making in `assets/sample`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface FilmSource {
  readonly title: string;
  readonly titleZh: string;
  /** English and Chinese. */
  readonly series?: NamePart;
  readonly genres: readonly string[];
  readonly tone: "warm" | "dark" | "spectacle" | "cerebral" | "quirky";
  /** What the poster shows. */
  readonly motif: string;
  readonly language: "en" | "zh" | "nl" | "fr";
  readonly runtime: number;
  readonly certificate: string;
  /** Size of the release: 1 a few prints, 5 an event. */
  readonly scale: number;
  readonly lanternRow: boolean;
  readonly upcoming: boolean;
  readonly synopsis: string;
  readonly synopsisZh: string;
}

/** English and Chinese of one name part. */
type NamePart = readonly [string, string];

export interface NameSource {
  readonly western: { readonly given: readonly NamePart[]; readonly family: readonly NamePart[] };
  readonly chinese: { readonly given: readonly NamePart[]; readonly family: readonly NamePart[] };
  readonly studios: readonly string[];
  readonly distributors: readonly string[];
  readonly areas: readonly string[];
  readonly occupations: Readonly<Record<string, readonly string[]>>;
}

/** Phrases by language. Slots: {title} {actor} {director}. */
export interface PhraseBank {
  readonly aspects: Readonly<
    Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>
  >;
  readonly verdicts: {
    readonly good: readonly string[];
    readonly bad: readonly string[];
    readonly mixed: readonly string[];
  };
  readonly openers: readonly string[];
  readonly closers: { readonly good: readonly string[]; readonly bad: readonly string[] };
  readonly turns: readonly string[]; // "but"
  readonly links: readonly string[]; // "and"
  readonly sarcasm: readonly string[];
  readonly venueVerdicts: { readonly good: readonly string[]; readonly bad: readonly string[] };
  readonly venueSarcasm: readonly string[];
  readonly crisis: readonly string[];
  readonly recovery: readonly string[];
  readonly campaign: { readonly good: string; readonly bad: string; readonly variations: readonly string[] };
  /** Slot: {series}. */
  readonly series: readonly string[];
  readonly emoji: { readonly good: readonly string[]; readonly bad: readonly string[] };
}

export interface Sources {
  readonly films: readonly FilmSource[];
  readonly names: NameSource;
  readonly phrases: Readonly<Record<"en" | "zh", PhraseBank>>;
}

/** `assets` is the folder that holds `sample/`. */
export const readSources = (assets: string): Sources => {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(assets, "sample", name), "utf8")) as T;
  return {
    films: read("films.json"),
    names: read("names.json"),
    phrases: { en: read("phrases.en.json"), zh: read("phrases.zh.json") },
  };
};

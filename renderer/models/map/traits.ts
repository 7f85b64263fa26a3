/** Traits that films are told apart by on the map. */
import type { MapTrait } from "../../../shared/contract/exploring.ts";
import type { FilmTraits } from "../../../shared/domain/interactions.ts";

export type { MapTrait };

export const mapTraits = (traits: FilmTraits, film: number): MapTrait[] => {
  const year = traits.years[film] ?? 0;
  const language = traits.languages[film] ?? "";
  return [
    ...(traits.genres[film] ?? []).map((value) => ({ kind: "genre", value }) as const),
    ...[...new Set(traits.people[film] ?? [])].map((value) => ({ kind: "person", value }) as const),
    ...(year > 0 ? [{ kind: "decade", value: `${Math.floor(year / 10) * 10}` } as const] : []),
    ...(language === "" ? [] : [{ kind: "language", value: language } as const]),
  ];
};

export const traitKey = ({ kind, value }: MapTrait): string => `${kind}:${value}`;

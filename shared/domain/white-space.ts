/** What is wanted and what is made, trait by trait: where an audience finds little, and where it finds more than it asks for. */
import type { Ranged } from "./intervals.ts";

export const traitFields = ["genre", "keyword", "language", "country", "length", "budget"] as const;
export type TraitField = (typeof traitFields)[number];

/** space: draws more, few films have it, and no more than before.  crowded: draws less, made more than before. */
export type Standing = "space" | "wanted" | "crowded" | "unwanted" | "unclear";

export interface TraitStanding {
  readonly field: TraitField;
  readonly value: string;
  readonly films: number;
  /** What a film with the trait draws as a multiple of like films without it, with its 90 % interval. */
  readonly draw: Ranged;
  /** Share of false ones expected among those called wanted or unwanted up to this one. */
  readonly q: number;
  /** Share of all films that have it, in the last years and before. */
  readonly lately: number;
  readonly before: number;
  /** How many times as often it is made as before, with its 90 % interval. */
  readonly trend: Ranged;
  readonly standing: Standing;
}

export interface WhiteSpace {
  /** What is counted as attention: ratings and tickets of members, or the public's votes. */
  readonly attention: "members" | "public";
  readonly films: number;
  /** First of the years called late. */
  readonly since: number;
  readonly traits: readonly TraitStanding[];
}

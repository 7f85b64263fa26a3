/** What an audience wants and a maker, or everybody, hardly makes. */
import type { Ranged } from "./intervals.ts";
import type { TraitField } from "./white-space.ts";

export interface LackedTrait {
  readonly field: TraitField;
  readonly value: string;
  /** What a film with it draws of this audience, as a multiple of films otherwise like it; 90 % interval. */
  readonly draw: Ranged;
  /** The same of everybody. */
  readonly everybody: Ranged | null;
  /** Share of false ones expected among those up to this one. */
  readonly q: number;
  /** Films that have it: of all, and of the maker's own. */
  readonly films: number;
  readonly own: number;
  readonly share: number; // of all films
  readonly ownShare: number | null; // null: no maker
}
/** Traits that go together: what to make. */
export interface LackedSketch {
  readonly traits: readonly { readonly field: TraitField; readonly value: string }[];
  readonly draw: Ranged;
  /** Films that have all of them. */
  readonly films: number;
  readonly own: number;
}
export interface Lacking {
  /** Members of the audience. */
  readonly members: number;
  /** Compared: those of others, where there is a maker. */
  readonly films: number;
  readonly ownFilms: number;
  readonly traits: readonly LackedTrait[];
  readonly sketches: readonly LackedSketch[];
}

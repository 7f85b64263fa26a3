/**
 * Why a film stands where it does for somebody. A model's reasons give each film j of the history its share φ_j; what of it goes to traits is
 * split by likeness: with unit word vectors f (film-likeness.ts) the trait of word w has Σ_j φ_j f_jw f_iw, and Σ_j φ_j (1 − f_j·f_i) goes to what no
 * known trait tells, so that both ways of telling add up to the same. Where a model's shares follow one path through the
 * history, they are replaced by estimated Shapley values (shapley.ts).
 */
import type { Reason } from "../../shared/contract/training.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { type TraitField, unitFilmWords } from "./film-likeness.ts";
import { type History, inOrder, type PreferenceModel } from "./model.ts";
import { shapleyValues } from "./shapley.ts";

export interface FilmShare {
  readonly film: number; // library id
  readonly share: number;
  readonly error: number | null; // standard error of an estimate
}
export interface TraitShare {
  readonly field: TraitField;
  readonly value: string;
  readonly share: number;
}
export interface Shares {
  readonly method: "exact" | "sampled";
  /** All reasons together: the expected rating, or log-odds. */
  readonly total: number;
  /** What does not come from single films of the history. */
  readonly base: readonly Reason[];
  /** Of the history, from the largest share down. */
  readonly films: readonly FilmShare[];
  readonly traits: readonly TraitShare[];
  /** What the films' shares leave to no known trait. */
  readonly untold: number;
}

/** Films that are players of their own; what is left of the history joins as one. */
const mostPlayers = 40;
const pairs = 12;

const sampled = (
  model: PreferenceModel,
  history: History,
  film: number,
  reasons: readonly Reason[],
): Reason[] => {
  const { filmIds } = model.catalogue;
  const ordered = inOrder(history);
  const strongest = reasons
    .flatMap((reason) => (reason.kind === "film" ? [reason] : []))
    .slice(0, mostPlayers);
  const players = strongest.map(({ film: id }) => filmIds.indexOf(id));
  const rest = ordered.filter((each) => !players.includes(each)).length;
  const alone = new Map(players.map((each, player) => [each, player]));
  const v = (joined: Uint8Array): number =>
    model.choices?.logs(ordered.filter((each) => joined[alone.get(each) ?? players.length] === 1))[film] ?? 0;
  const { value, error } = shapleyValues(
    players.length + (rest > 0 ? 1 : 0),
    v,
    pairs,
    seededRandom(film + 1),
  );
  return [
    ...strongest.map(
      (reason, player): Reason => ({
        ...reason,
        share: value[player] as number,
        error: error[player] as number,
      }),
    ),
    ...(rest > 0 ? [{ kind: "others", films: rest, share: value[players.length] as number } as const] : []),
    ...reasons.filter(({ kind }) => kind !== "film"),
  ];
};

/** What a word of a field is called. */
export const traitTold = (field: TraitField, word: string, traits: FilmTraits, film: number): string => {
  if (field === "year") return `${Math.floor((traits.years[film] ?? 0) / 10) * 10}`;
  if (field === "runtime") return String(traits.runtimes[film] ?? 0);
  if (field === "poster") return "";
  return word;
};

const traitShares = (
  traits: FilmTraits,
  film: number,
  films: readonly (readonly [film: number, share: number])[],
) => {
  const { words, start, word, weight } = unitFilmWords(traits);
  const own = new Map<number, number>();
  for (let n = start[film] as number; n < (start[film + 1] as number); n++)
    own.set(word[n] as number, weight[n] as number);
  const shares = new Map<string, TraitShare>();
  let untold = 0;
  for (const [j, share] of films) {
    let alike = 0;
    for (let n = start[j] as number; n < (start[j + 1] as number); n++) {
      const w = word[n] as number;
      const part = (weight[n] as number) * (own.get(w) ?? 0);
      if (part === 0) continue;
      alike += part;
      const { field, word: text } = words[w] as (typeof words)[number];
      const value = traitTold(field, text, traits, film);
      const key = `${field} ${value}`;
      shares.set(key, { field, value, share: (shares.get(key)?.share ?? 0) + share * part });
    }
    untold += share * (1 - alike);
  }
  return {
    traits: [...shares.values()].sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
    untold,
  };
};

/** Reasons as they are, parted into films and traits. */
export const sharesOfReasons = (
  { traits, filmIds }: PreferenceModel["catalogue"],
  film: number,
  reasons: readonly Reason[],
): Shares => {
  const ofFilms = reasons.flatMap((reason) => (reason.kind === "film" ? [reason] : []));
  const films = ofFilms
    .map(({ film: id, share, error }) => ({ film: id, share, error: error ?? null }))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
  return {
    method: films.some(({ error }) => error !== null) ? "sampled" : "exact",
    total: reasons.reduce((sum, { share }) => sum + share, 0),
    base: reasons.filter(({ kind }) => kind !== "film"),
    films,
    ...traitShares(
      traits,
      film,
      films.map((one) => [filmIds.indexOf(one.film), one.share] as const),
    ),
  };
};

export const explainFor = (model: PreferenceModel, history: History, film: number): Shares => {
  const reasons = model.foldIn(history).explain(film);
  const byPath = model.choices?.byPath === true && reasons.some(({ kind }) => kind === "film");
  return sharesOfReasons(model.catalogue, film, byPath ? sampled(model, history, film, reasons) : reasons);
};

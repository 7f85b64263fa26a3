/** A list of films for somebody as sliders and house rules want it: scored once, made again at every move. */
import type { Recommendation } from "../../shared/contract/training.ts";
import {
  brokenBy,
  countedAs,
  type FilmFacts,
  type HouseRules,
  type KeptOutBy,
  noRules,
} from "../../shared/domain/house-rules.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";
import { topK } from "../../shared/domain/metrics.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { addLikeness, rowsOf, unitFilmWords } from "./film-likeness.ts";
import {
  type Candidates,
  chooseList,
  figuresOf,
  type ListFigures,
  type MadeList,
  makeLists,
  type Sliders,
} from "./list-making.ts";
import type { Listing } from "./preferences.ts";

/** Films to choose from, for each film of the list; fewer than `fewest` leave the sliders nothing to do. */
const choice = 8;
const fewest = 300;

export interface ListWish extends Sliders {
  readonly rules: HouseRules;
  readonly top: number;
}

/** Films that must be in the list and cannot be, with what stands against them. */
export interface RulesConflict {
  readonly type: "RulesConflict";
  readonly film: number; // library id
  readonly rule: KeptOutBy | "unknown";
}

export interface PersonalList {
  readonly items: readonly (Recommendation & { readonly mark: "must" | "rule" | null })[];
  readonly keptOut: readonly { readonly film: number; readonly rule: KeptOutBy }[];
  /** From the model's own list on, what each step made of it. */
  readonly steps: Readonly<Record<"model" | "rules" | "novelty" | "diversity", ListFigures>>;
}

/** Candidates with the films they are. */
interface Scored extends Candidates {
  readonly films: readonly number[];
  readonly lists: readonly MadeList[];
}

const factsOf = (traits: FilmTraits, film: number): FilmFacts => ({
  year: traits.years[film] ?? 0,
  certificate: traits.certificates[film] ?? "",
  language: traits.languages[film] ?? "",
  studio: traits.studios[film] ?? "",
  genres: traits.genres[film] ?? [],
});

const likenessOf = (traits: FilmTraits, films: readonly number[]): Float32Array => {
  const likeness = new Float32Array(films.length ** 2);
  addLikeness(rowsOf(unitFilmWords(traits), Int32Array.from(films)), 1, likeness);
  return likeness;
};

export class ListMaker {
  readonly #listing: Listing;
  readonly #members: number;
  readonly #scored = new Map<string, Result<Scored, RulesConflict>>();
  readonly #recommended = new Map<number, Recommendation>();

  /** `members`: how many there are in all, of whom some know a film. */
  constructor(listing: Listing, members: number) {
    this.#listing = listing;
    this.#members = members;
  }

  make({ rules, top, ...sliders }: ListWish): Result<PersonalList, RulesConflict> {
    const free = this.#lists(noRules, top);
    const ruled = this.#lists(rules, top);
    if (!ruled.ok) return ruled;
    if (!free.ok) return free;
    const made = chooseList(ruled.value.lists, sliders);
    const films = made.places.map((place) => ruled.value.films[place] as number);
    const unruled = chooseList(free.value.lists, sliders).places.map(
      (place) => free.value.films[place] as number,
    );
    const withNovelty = chooseList(ruled.value.lists, { ...sliders, diversity: 0 });
    return ok({
      items: films.map((film) => ({ ...this.#recommend(film), mark: this.#mark(film, rules, unruled) })),
      keptOut: unruled
        .filter((film) => !films.includes(film))
        .map((film) => ({
          film: this.#listing.model.catalogue.filmIds[film] as number,
          rule: this.#keptOut(film, rules, films),
        })),
      steps: {
        model: figuresOf(free.value, (free.value.lists[0] as MadeList).places),
        rules: figuresOf(ruled.value, (ruled.value.lists[0] as MadeList).places),
        novelty: figuresOf(ruled.value, withNovelty.places),
        diversity: figuresOf(ruled.value, made.places),
      },
    });
  }

  #facts(film: number): FilmFacts {
    return factsOf(this.#listing.model.catalogue.traits, film);
  }

  #recommend(film: number): Recommendation {
    const known = this.#recommended.get(film) ?? this.#listing.recommend(film);
    this.#recommended.set(film, known);
    return known;
  }

  #mark(film: number, { include }: HouseRules, unruled: readonly number[]): "must" | "rule" | null {
    if (include.includes(this.#listing.model.catalogue.filmIds[film] as number)) return "must";
    return unruled.includes(film) ? null : "rule";
  }

  #keptOut(film: number, rules: HouseRules, list: readonly number[]): KeptOutBy {
    const broken = brokenBy(rules, this.#facts(film));
    if (broken) return broken;
    const counts = new Map<string, number>();
    for (const each of list)
      for (const { key } of countedAs(rules, this.#facts(each))) counts.set(key, (counts.get(key) ?? 0) + 1);
    const full = countedAs(rules, this.#facts(film)).some(({ key, most }) => (counts.get(key) ?? 0) >= most);
    return full ? "full" : "displaced";
  }

  /** What stands against films that must be in, if anything does. */
  #conflict(rules: HouseRules, include: readonly number[], top: number): RulesConflict | null {
    const counts = new Map<string, number>();
    for (const [n, id] of rules.include.entries()) {
      const film = include[n] as number;
      const conflict = (rule: RulesConflict["rule"]): RulesConflict => ({
        type: "RulesConflict",
        film: id,
        rule,
      });
      if (film === -1) return conflict("unknown");
      if (n >= top) return conflict("displaced");
      if (!rules.watched && this.#listing.seen.has(film)) return conflict("watched");
      const broken = brokenBy(rules, this.#facts(film));
      if (broken) return conflict(broken);
      for (const { key, most } of countedAs(rules, this.#facts(film))) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if ((counts.get(key) as number) > most) return conflict("full");
      }
    }
    return null;
  }

  #lists(rules: HouseRules, top: number): Result<Scored, RulesConflict> {
    const key = JSON.stringify([rules, top]);
    const known = this.#scored.get(key);
    if (known) return known;
    const { model } = this.#listing;
    const include = rules.include.map((id) => model.catalogue.filmIds.indexOf(id));
    const conflict = this.#conflict(rules, include, top);
    const made = conflict ? err(conflict) : ok(this.#score(rules, include, top));
    // Rules in the making are many, lists are large.
    if (this.#scored.size > 8) this.#scored.clear();
    this.#scored.set(key, made);
    return made;
  }

  #score(rules: HouseRules, include: readonly number[], top: number): Scored {
    const { model, ranks, seen, score } = this.#listing;
    const { traits } = model.catalogue;
    const allowed = ranks.map((rank, film) =>
      (seen.has(film) && !rules.watched) || brokenBy(rules, this.#facts(film))
        ? Number.NEGATIVE_INFINITY
        : rank,
    );
    let most = Math.max(fewest, choice * top);
    for (;;) {
      const ranked = topK(allowed, most);
      const films = [...ranked, ...include.filter((film) => !ranked.includes(film))].sort(
        (a, b) => (ranks[b] as number) - (ranks[a] as number) || a - b,
      );
      let least = Number.POSITIVE_INFINITY;
      const candidates: Candidates = {
        score: Float64Array.from(films, (film) => {
          least = Math.min(least, score(film));
          return least;
        }),
        novelty: Float64Array.from(
          films,
          (film) => -Math.log2(((model.ratings[film] as number) + 0.5) / (this.#members + 1)),
        ),
        likeness: likenessOf(traits, films),
        counted: films.map((film) => countedAs(rules, this.#facts(film))),
        include: include.map((film) => films.indexOf(film)),
      };
      const lists = makeLists(candidates, top);
      // Limits that leave the list short may find more further down.
      if ((lists[0] as MadeList).places.length >= top || ranked.length < most || most >= 2400)
        return { ...candidates, films, lists };
      most *= 2;
    }
  }
}

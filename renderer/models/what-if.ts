/**
 * What an audience would make of a film that is not there, by a model that knows films by content alone (content-ridge.ts). The film takes the
 * place of one of the catalogue, as though nobody had rated that, or is one more. With s_u = Σ_w f_w W_uw over its words,
 *   ln π_u = τ s_u − ln(e^{τ s_u} + Σ_{other films l} e^{τ s_ul}),
 * liking follows as for any film without ratings (choice-calibration.ts), and τ f_w mean_u W_uw are parts that add up to the mean τ s_u.
 */
import type { Forecast, GroupForecast, TraitPart, WhatIfRecord } from "../../shared/contract/what-if.ts";
import { blankSketch, type FilmSketch } from "../../shared/domain/film-sketch.ts";
import { type FilmTraits, likedFrom, unknownTraits } from "../../shared/domain/interactions.ts";
import { topK } from "../../shared/domain/metrics.ts";
import type { Audience } from "./audience.ts";
import { likedIn } from "./choice-calibration.ts";
import { amongNext, thinnedCopies, withRange } from "./choice-preferences.ts";
import { traitTold } from "./explanation.ts";
import { type FilmRow, type LikenessField, rowAmong, rowAt, strangeTo } from "./film-likeness.ts";
import { FilmRecord } from "./film-record.ts";
import {
  type Catalogue,
  type ColdLike,
  type ContentScorer,
  type Estimate,
  type History,
  historyOf,
  inOrder,
} from "./model.ts";
import { asked, bounded, meanEstimate } from "./preferences.ts";

const nearestFilms = 6;
const namedShared = 6;
/** Members of a group whose copies show how far a chance reaches. */
const mostCopied = 100;

export const sketchOf = (traits: FilmTraits, film: number): FilmSketch => ({
  title: traits.titles[film] ?? "",
  genres: traits.genres[film] ?? [],
  people: traits.people[film] ?? [],
  keywords: traits.keywords[film] ?? [],
  year: traits.years[film] || null,
  runtime: traits.runtimes[film] || null,
  certificate: traits.certificates[film] ?? "",
  language: traits.languages[film] ?? "",
  country: traits.countries[film] ?? "",
  studio: traits.studios[film] ?? "",
  synopsis: traits.synopses[film] ?? "",
});

/** A catalogue of this film alone. */
const traitsOfSketch = (sketch: FilmSketch, poster: Float32Array | null): FilmTraits => ({
  ...unknownTraits(Int32Array.of(0)),
  titles: [sketch.title],
  genres: [sketch.genres],
  people: [sketch.people],
  keywords: [sketch.keywords],
  years: Int32Array.of(sketch.year ?? 0),
  runtimes: Int32Array.of(sketch.runtime ?? 0),
  certificates: [sketch.certificate],
  languages: [sketch.language],
  countries: [sketch.country],
  studios: [sketch.studio],
  synopses: [sketch.synopsis],
  posters: [poster],
});

const withoutFilm = (history: History, film: number): History => {
  const at = history.films.indexOf(film);
  if (at < 0) return history;
  const others = <T extends Int32Array | Float32Array>(column: T): T =>
    column.filter((_, n) => n !== at) as T;
  return { films: others(history.films), ratings: others(history.ratings) };
};

const logSum = (values: Float64Array): number => {
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
};

/** A history, or a thinned copy whose films count twice. */
interface Copy {
  readonly films: Int32Array;
  readonly weight: number;
  readonly others: number; // ln Σ_l e^{τ s_l} over the other films
}
interface Asked extends Copy {
  readonly liking: ColdLike;
  /** Of some only: they take time. */
  readonly copies: readonly Copy[];
}
/** Of everybody asked: the chance that they choose the film, and that of their copies; ln π beyond that of an unknown member. */
interface Answers {
  readonly chance: Float64Array;
  readonly copies: readonly Float64Array[];
  readonly excess: Float64Array;
}

const minus = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, n) => value - (b[n] as number));

/** By field and what is told of the word, summed. */
const byTrait = (
  { words }: ContentScorer["words"],
  row: FilmRow,
  traits: FilmTraits,
  shareOf: (word: number, weight: number) => number,
): TraitPart[] => {
  const parts = new Map<string, TraitPart>();
  for (const { word, weight } of row) {
    const { field, word: text } = words[word] as (typeof words)[number];
    const value = traitTold(field, text, traits, 0);
    const key = `${field} ${value}`;
    const before = parts.get(key)?.share ?? 0;
    parts.set(key, { field, value, share: before + shareOf(word, weight) });
  }
  return [...parts.values()].sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
};

export interface WhatIf {
  readonly record: WhatIfRecord | null;
  readonly asItIs: Forecast | null;
  forecast(sketch: FilmSketch): Forecast;
}

/** `groups` are members by index; `film` is an index, or -1 for a film that is one more. */
export const openWhatIf = async (
  content: ContentScorer,
  { traits, filmIds }: Catalogue,
  { histories, scale }: Audience,
  groups: readonly (readonly number[])[],
  film: number,
  step: (share: number) => Promise<void>,
): Promise<WhatIf> => {
  const { words, τ } = content;
  const view = content.without(film);
  const films = filmIds.length;
  const unknown = -Math.log(film < 0 ? films + 1 : films);
  const asking = groups.map((members) => asked(members));
  const everybody = [...new Set(asking.flat())];
  const copied = new Set(groups.flatMap((members) => [...asked(members, mostCopied)]));
  const record = new FilmRecord(films);
  const people: Asked[] = [];
  const copyOf = (seen: Int32Array, weight: number): { readonly copy: Copy; readonly logs: Float64Array } => {
    const logs = view.scores(seen, weight).map((score) => τ * score);
    if (film >= 0) logs[film] = Number.NEGATIVE_INFINITY;
    return { copy: { films: seen, weight, others: logSum(logs) }, logs };
  };
  for (const member of everybody) {
    const history = withoutFilm(historyOf(histories, member), film);
    const seen = inOrder(history);
    const { copy, logs } = copyOf(seen, 1);
    const liked = likedIn(scale, history);
    people.push({
      ...copy,
      liking: content.coldLike(liked, seen.length),
      copies: copied.has(member)
        ? thinnedCopies(
            seen,
            (random) =>
              copyOf(
                seen.filter(() => random() < 0.5),
                2,
              ).copy,
          )
        : [],
    });
    if (people.length <= (asking[0]?.length ?? 0)) {
      const excess = (each: number): number => (logs[each] as number) - copy.others + Math.log(films);
      const t = likedFrom(scale);
      const [fewer, same] = [1, 0].map((own) => content.coldLike(liked - own, seen.length - 1));
      for (const [n, each] of history.films.entries()) {
        const isLiked = (history.ratings[n] as number) >= t;
        record.add(each, isLiked, ((isLiked ? fewer : same) as ColdLike).at(excess(each)));
      }
    }
    await step(people.length / everybody.length);
  }
  const at = new Map(everybody.map((member, n) => [member, n]));
  const rows = asking.map((members) => members.map((member) => at.get(member) as number));
  const wordWeights = rows.map((group) => {
    const choices = new Float64Array(films);
    for (const n of group)
      for (const each of (people[n] as Asked).films)
        choices[each] = (choices[each] as number) + 1 / group.length;
    return view.wordWeights(choices);
  });
  const length = (row: FilmRow): number => Math.hypot(...row.map(({ weight }) => weight));
  const lengths = Float64Array.from({ length: films }, (_, each) => length(rowAt(words, each)));

  const answersTo = (row: FilmRow): Answers => {
    const pulls = view.pulls(row);
    const logOf = ({ films: seen, weight, others }: Copy): number => {
      let sum = 0;
      for (let n = 0; n < seen.length; n++) sum += pulls[seen[n] as number] as number;
      const score = τ * weight * sum;
      const largest = Math.max(score, others);
      return score - largest - Math.log(Math.exp(score - largest) + Math.exp(others - largest));
    };
    const logs = Float64Array.from(people, logOf);
    return {
      chance: logs.map(amongNext),
      copies: people.map(({ copies }) => Float64Array.from(copies, (copy) => amongNext(logOf(copy)))),
      excess: logs.map((log) => log - unknown),
    };
  };

  const nearest = (row: FilmRow, own: FilmTraits): Forecast["nearest"] => {
    const weights = new Float64Array(words.words.length);
    for (const { word, weight } of row) weights[word] = weight;
    const whole = length(row);
    const likeness = Float64Array.from({ length: films }, (_, each) => {
      if (each === film || whole === 0 || lengths[each] === 0) return Number.NEGATIVE_INFINITY;
      let sum = 0;
      for (let n = words.start[each] as number; n < (words.start[each + 1] as number); n++)
        sum += (words.weight[n] as number) * (weights[words.word[n] as number] as number);
      return sum > 0 ? sum / (whole * (lengths[each] as number)) : Number.NEGATIVE_INFINITY;
    });
    return topK(likeness, nearestFilms).map((each) => {
      const theirs = new Map(rowAt(words, each).map(({ word, weight }) => [word, weight]));
      const shared = byTrait(
        words,
        row.filter(({ word }) => theirs.has(word)),
        own,
        (word, weight) => weight * (theirs.get(word) as number),
      );
      return {
        film: filmIds[each] as number,
        likeness: likeness[each] as number,
        shared: shared.slice(0, namedShared).map(({ field, value }) => ({ field, value })),
      };
    });
  };

  /** The mean over a group; those who have copies tell how far it reaches. */
  const meanChance = (
    group: readonly number[],
    size: number,
    chance: Float64Array,
    copies: readonly Float64Array[],
  ): Estimate => {
    const { value, low, high } = meanEstimate(
      group.map((n) => {
        const own = chance[n] as number;
        return { value: own, low: own, high: own };
      }),
      size,
    );
    const reach = meanEstimate(
      group
        .filter((n) => copies[n]?.length)
        .map((n) => withRange(chance[n] as number, copies[n] as Float64Array)),
      0,
    );
    return { value, low: low - (reach.value - reach.low), high: high + (reach.high - reach.value) };
  };

  /** Other traits do not change it. */
  const poster = film < 0 ? null : (traits.posters?.[film] ?? null);

  const forecastOf = (sketch: FilmSketch, before: Answers | null): Forecast => {
    const own = traitsOfSketch(sketch, poster);
    const row = rowAmong(words, own, 0);
    const answers = answersTo(row);
    const likes = people.map(({ liking }, n) => liking.at(answers.excess[n] as number));
    const moved = before && {
      chance: minus(answers.chance, before.chance),
      copies: answers.copies.map((copies, n) => minus(copies, before.copies[n] as Float64Array)),
      likes: people.map(({ liking }, n) =>
        liking.change(before.excess[n] as number, answers.excess[n] as number),
      ),
    };
    const strange = strangeTo(words, own, 0)
      .filter(({ field }) => field !== "synopsis" && field !== "title")
      .map(({ field, word }) => ({ field, value: traitTold(field, word, own, 0) }));
    return {
      groups: rows.map((group, g): GroupForecast => {
        const size = (groups[g] as readonly number[]).length;
        const parts = byTrait(
          words,
          row,
          own,
          (word, weight) => τ * weight * ((wordWeights[g] as Float64Array)[word] as number),
        );
        const of = <T>(values: readonly T[]): T[] => group.map((n) => values[n] as T);
        return {
          choice: {
            ...bounded(meanChance(group, size, answers.chance, answers.copies)),
            change: moved && meanChance(group, size, moved.chance, moved.copies),
          },
          like: {
            ...bounded(meanEstimate(of(likes), size)),
            change: moved && meanEstimate(of(moved.likes), size),
          },
          total: parts.reduce((sum, part) => sum + part.share, 0),
          parts,
        };
      }),
      strange: [...new Map(strange.map((each) => [`${each.field} ${each.value}`, each])).values()],
      nearest: nearest(row, own),
    };
  };

  const own = film < 0 ? blankSketch : sketchOf(traits, film);
  const before = film < 0 ? null : answersTo(rowAmong(words, traitsOfSketch(own, poster), 0));
  return {
    record: record.told(),
    asItIs: film < 0 ? null : forecastOf(own, null),
    forecast: (sketch) => forecastOf(sketch, before),
  };
};

const mostKnown = 2000;

/** Values of each field that the model has words for, most frequent first. */
export const knownValues = (
  { fields }: ContentScorer["words"],
  told: readonly LikenessField[],
): Partial<Record<LikenessField, string[]>> =>
  Object.fromEntries(
    fields
      .filter(({ field }) => told.includes(field))
      .map(({ field, wordAt }) => [
        field,
        [...wordAt]
          .sort(([a, one], [b, other]) => one.idf - other.idf || (a < b ? -1 : 1))
          .slice(0, mostKnown)
          .map(([value]) => value),
      ]),
  );

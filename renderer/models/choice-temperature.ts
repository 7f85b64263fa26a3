/** Scores of films made chances: ln π_ui = τ s_ui − norm, with τ fitted to the validation choices (choice-weights.ts). */
import { type ChoiceSet, choiceLikelihoods, fitChoiceWeights } from "./choice-weights.ts";
import { type Histories, historyOf, type TrainingData } from "./model.ts";
import { seenWords, spread, type Vocabulary } from "./vocabulary.ts";

/** Members that are enough to fit one number. */
const enough = 500;

/** Each member's history as words. */
export const wordHistories = (histories: Histories, vocabulary: Vocabulary): readonly number[][] =>
  Array.from({ length: histories.start.length - 1 }, (_, u) =>
    seenWords(vocabulary, historyOf(histories, u).films),
  );

const scaled = (scores: Float64Array | Float32Array, τ: number): Float32Array => {
  const logits = new Float32Array(scores.length);
  for (let word = 0; word < logits.length; word++) logits[word] = τ * (scores[word] as number);
  return logits;
};

/** The scores of a history's words as ln π over all films. */
export const tempered =
  (vocabulary: Vocabulary, ratings: Int32Array, τ: number) =>
  (scores: Float64Array | Float32Array): Float32Array =>
    spread(vocabulary, ratings, scaled(scores, τ));

/** Validation members with a choice among the words: what they chose, what they had seen. */
export const heldOutChoices = (
  { training, validation }: TrainingData,
  vocabulary: Vocabulary,
  most: number,
) => {
  const held = wordHistories(validation, vocabulary);
  const members = [...held.keys()].filter((u) => (held[u] as number[]).length > 0);
  const stride = Math.ceil(members.length / most);
  return members
    .filter((_, n) => n % stride === 0)
    .map((u) => ({ chosen: held[u] as number[], history: historyOf(training, u) }));
};

const validationSets = (
  data: TrainingData,
  vocabulary: Vocabulary,
  scores: (seen: readonly number[]) => Float64Array,
): ChoiceSet[] =>
  heldOutChoices(data, vocabulary, enough).map(({ chosen, history }) => {
    const seen = seenWords(vocabulary, history.films);
    return { chosen, seen, features: [scores(seen)] };
  });

export const fitTemperature = (
  data: TrainingData,
  vocabulary: Vocabulary,
  scores: (seen: readonly number[]) => Float64Array,
): number => temperedFit(data, vocabulary, scores).τ;

/** The temperature, and with it the ln-likelihood of each validation member's choices. */
export const temperedFit = (
  data: TrainingData,
  vocabulary: Vocabulary,
  scores: (seen: readonly number[]) => Float64Array,
): { readonly τ: number; readonly likelihoods: Float64Array } => {
  const sets = validationSets(data, vocabulary, scores);
  // A negative temperature would turn the ranking over: then the scores say nothing.
  const τ = Math.max(1e-3, fitChoiceWeights(sets, [1])[0] as number);
  return { τ, likelihoods: choiceLikelihoods(sets, Float64Array.of(τ)) };
};

/**
 * Neighbouring films (Sarwar et al. 2001; the shrunk cosine after Koren 2008): with n_ij the histories that hold both films,
 *   B_ji = n_ij / (√(n_i n_j) + shrink) for the `neighbours` films j most like i, 0 for the others.
 */
import { wordHistories } from "./choice-temperature.ts";
import { coOccurrence, linearChoiceModel, loadLinearChoiceModel } from "./linear-choice.ts";
import type { Algorithm } from "./model.ts";
import { supportedFilms, vocabularyOf } from "./vocabulary.ts";

const defaults = { neighbours: 100, shrink: 10, minSupport: 2, mostFilms: 6000 };

export const itemKnn: Algorithm = {
  name: "item-knn",
  unit: "choice",
  defaults,
  async fit(data, parameters) {
    const { neighbours, shrink, minSupport, mostFilms } = parameters as typeof defaults;
    const vocabulary = vocabularyOf(
      supportedFilms(data, minSupport, mostFilms),
      data.catalogue.filmIds.length,
    );
    const V = vocabulary.films.length;
    const B = coOccurrence(wordHistories(data.training, vocabulary), V);
    const n = Float64Array.from({ length: V }, (_, i) => B[i * V + i] as number);
    for (let j = 0; j < V; j++)
      for (let i = 0; i < V; i++) {
        const likeness = (B[j * V + i] as number) / (Math.sqrt((n[i] as number) * (n[j] as number)) + shrink);
        B[j * V + i] = i === j ? 0 : likeness;
      }
    if (neighbours < V - 1)
      for (let i = 0; i < V; i++) {
        const column = Float32Array.from({ length: V }, (_, j) => B[j * V + i] as number);
        const least = column.slice().sort()[V - neighbours] as number;
        for (let j = 0; j < V; j++) if ((column[j] as number) < least) B[j * V + i] = 0;
      }
    return { model: linearChoiceModel("item-knn", data, { vocabulary, B }), curve: [] };
  },
  load: (artefact, catalogue) => loadLinearChoiceModel("item-knn", artefact, catalogue),
};

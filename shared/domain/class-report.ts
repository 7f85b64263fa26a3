/**
 * Precision, recall, F1 and support of every class and their averages: micro pools the decisions, macro is the plain mean, weighted is weighted
 * by support. 0 / 0 counts as 0.
 */
export interface ClassScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface ClassReport {
  readonly classes: readonly ClassScore[];
  readonly micro: ClassScore;
  readonly macro: ClassScore;
  readonly weighted: ClassScore;
  readonly accuracy: number;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Truth and predictions are indices of classes. */
export const classReport = (
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ClassReport => {
  const hits = new Float64Array(classes);
  const named = new Float64Array(classes);
  const support = new Float64Array(classes);
  for (let n = 0; n < truth.length; n++) {
    const [is, said] = [truth[n] as number, predicted[n] as number];
    support[is] = (support[is] as number) + 1;
    named[said] = (named[said] as number) + 1;
    if (is === said) hits[is] = (hits[is] as number) + 1;
  }
  const scores = Array.from(
    hits,
    (hit, c): ClassScore => ({
      precision: ratio(hit, named[c] as number),
      recall: ratio(hit, support[c] as number),
      f1: ratio(2 * hit, (named[c] as number) + (support[c] as number)),
      support: support[c] as number,
    }),
  );
  const averaged = (weight: (score: ClassScore) => number): ClassScore => {
    const mean = (key: "precision" | "recall" | "f1"): number =>
      scores.reduce((sum, score) => sum + weight(score) * score[key], 0);
    return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1"), support: truth.length };
  };
  const accuracy = ratio(
    hits.reduce((sum, hit) => sum + hit, 0),
    truth.length,
  );
  return {
    classes: scores,
    micro: { precision: accuracy, recall: accuracy, f1: accuracy, support: truth.length },
    macro: averaged(() => 1 / classes),
    weighted: averaged(({ support }) => ratio(support, truth.length)),
    accuracy,
  };
};

/** What every model of texts offers, whatever its classes are. */
import type { Token } from "./reading.ts";

/** Texts with their classes. */
export interface TextTask {
  readonly texts: readonly (readonly Token[])[];
  readonly labels: Int32Array; // [texts], indices of classes
  readonly classes: readonly string[];
}

export interface TextHooks {
  /** Lets messages in after a piece of work, `share` of the whole; may throw to cancel. */
  step(share: number): Promise<void>;
}

/** The log-odds of a class are base + Σ shares. */
export interface Explained {
  readonly base: number;
  readonly shares: Float64Array; // [tokens]
}

export interface TextClassifier {
  readonly classes: readonly string[];
  /** Probability of each class, [texts x classes]. */
  predict(texts: readonly (readonly Token[])[]): Float64Array;
  explain(tokens: readonly Token[], of: number): Explained;
}

/**
 * What every model of texts offers, whatever its classes are and however it computes: one that runs on the engine answers with promises, and every one is
 * freed by `dispose`.
 */
import type { Artefact } from "../../../shared/blocks/artefact.ts";
import type { TextModelName } from "../../../shared/contract/texts.ts";
import type { ReadText } from "./reading.ts";

/** Texts with their classes. */
export interface TextTask {
  readonly texts: readonly ReadText[];
  readonly labels: Int32Array; // [texts], indices of classes
  readonly classes: readonly string[];
  /** Texts of one number are nearly the same: none of them is judged by what was learned from another. Without: each stands for itself. */
  readonly groups?: Int32Array; // [texts]
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

export interface TextModel {
  readonly name: TextModelName | "encoder";
  readonly classes: readonly string[];
  /** Calibrated probability of each class, [texts x classes]; rows sum to 1. */
  predict(texts: readonly ReadText[], hooks: TextHooks): Promise<Float64Array>;
  explain(text: ReadText, of: number): Promise<Explained>;
  /** What `load` of its algorithm makes the same model from. */
  save(): Artefact;
  dispose(): void;
}

export interface TextAlgorithm {
  fit(task: TextTask, seed: number, hooks: TextHooks): Promise<TextModel>;
  /** Throws on what no model of this algorithm saved. */
  load(artefact: Artefact, classes: readonly string[]): TextModel;
}

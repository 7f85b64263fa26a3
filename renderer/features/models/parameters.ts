/** The parameters a user may set, by model; any other keeps its default. Names are those of the model. */
import type { ModelName } from "../../../shared/contract/training.ts";

export interface Parameter {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const learningRate: Parameter = { name: "learningRate", min: 0.0001, max: 0.5, step: 0.001 };
const rounds: readonly Parameter[] = [
  { name: "epochs", min: 1, max: 1000, step: 10 },
  { name: "patience", min: 1, max: 100, step: 1 },
];
const byAdamW: readonly Parameter[] = [
  learningRate,
  { name: "weightDecay", min: 0, max: 1, step: 0.01 },
  ...rounds,
];

export const parameters: Readonly<Record<ModelName, readonly Parameter[]>> = {
  "matrix-factorization": [
    { name: "factors", min: 1, max: 512, step: 8 },
    { name: "penalty", min: 0, max: 100, step: 0.1 },
    learningRate,
    ...rounds,
  ],
  "bayesian-factors": [
    { name: "factors", min: 1, max: 128, step: 4 },
    { name: "sweeps", min: 20, max: 2000, step: 20 },
  ],
  popularity: [{ name: "halfLife", min: 0, max: 36_500, step: 30 }],
  ease: [
    { name: "penalty", min: 1, max: 10_000, step: 50 },
    { name: "dropout", min: 0, max: 0.9, step: 0.1 },
  ],
  "implicit-als": [
    { name: "factors", min: 1, max: 256, step: 8 },
    { name: "penalty", min: 0, max: 1, step: 0.005 },
    { name: "unseenWeight", min: 0, max: 10, step: 0.1 },
    { name: "epochs", min: 1, max: 100, step: 1 },
  ],
  "item-knn": [
    { name: "neighbours", min: 1, max: 10_000, step: 20 },
    { name: "shrink", min: 0, max: 1000, step: 5 },
  ],
  "choice-blend": [],
  "self-attention": [
    { name: "width", min: 1, max: 512, step: 16 },
    { name: "places", min: 2, max: 500, step: 10 },
    { name: "negatives", min: 1, max: 20_000, step: 128 },
    { name: "dropout", min: 0, max: 0.9, step: 0.1 },
    ...byAdamW,
  ],
  "random-forest": [
    { name: "trees", min: 1, max: 1000, step: 20 },
    { name: "depth", min: 1, max: 16, step: 1 },
    { name: "leaf", min: 1, max: 10_000, step: 5 },
  ],
  "support-vectors": [
    { name: "cost", min: 0.0001, max: 100, step: 0.01 },
    { name: "buckets", min: 0, max: 65_536, step: 256 },
    { name: "epochs", min: 1, max: 1000, step: 10 },
  ],
  "content-ridge": [{ name: "penalty", min: 0.1, max: 1000, step: 1 }],
  autoencoder: [
    { name: "hidden", min: 1, max: 2000, step: 20 },
    { name: "dropout", min: 0, max: 0.9, step: 0.1 },
    ...byAdamW,
  ],
};

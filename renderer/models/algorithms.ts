/** Every algorithm by the name that people and the batch interface use. */
import type { ModelName } from "../../shared/contract/training.ts";
import { autoencoder } from "./autoencoder.ts";
import { bayesianFactors } from "./bayesian-factors.ts";
import { matrixFactorisation } from "./matrix-factorisation.ts";
import type { Algorithm } from "./model.ts";

export const algorithms: Readonly<Record<ModelName, Algorithm>> = {
  "matrix-factorization": matrixFactorisation,
  "bayesian-factors": bayesianFactors,
  autoencoder,
};

/** Every algorithm by the name that people and the batch interface use. */
import type { ModelName } from "../../shared/contract/training.ts";
import { autoencoder } from "./autoencoder.ts";
import { bayesianFactors } from "./bayesian-factors.ts";
import { choiceBlend } from "./choice-blend.ts";
import { contentRidge } from "./content-ridge.ts";
import { ease } from "./ease.ts";
import { implicitAls } from "./implicit-als.ts";
import { itemKnn } from "./item-knn.ts";
import { matrixFactorisation } from "./matrix-factorisation.ts";
import type { Algorithm } from "./model.ts";
import { popularity } from "./popularity.ts";
import { randomForest } from "./random-forest.ts";
import { selfAttention } from "./self-attention.ts";
import { supportVectors } from "./support-vectors.ts";

export const algorithms: Readonly<Record<ModelName, Algorithm>> = {
  "matrix-factorization": matrixFactorisation,
  "bayesian-factors": bayesianFactors,
  popularity,
  ease,
  "implicit-als": implicitAls,
  "item-knn": itemKnn,
  "choice-blend": choiceBlend,
  "self-attention": selfAttention,
  "random-forest": randomForest,
  "support-vectors": supportVectors,
  "content-ridge": contentRidge,
  autoencoder,
};

/**
 * Like or dislike by a random forest (forest.ts) on what is known of member and film (like-features.ts). The score is the forest's mean
 * answer; its parts are exact Shapley values (tree-shap.ts).
 */
import { storedArray } from "../../shared/blocks/artefact.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { breather } from "./breather.ts";
import type { Logistic } from "./calibration.ts";
import { type Forest, forestMeans, growForest } from "./forest.ts";
import { featureGroups, type LikeBasis } from "./like-features.ts";
import {
  basisOf,
  calibrateLikes,
  type LikeScorer,
  makeLikeModel,
  rowsOf,
  storedLikes,
} from "./like-preferences.ts";
import type { Algorithm, PreferenceModel } from "./model.ts";
import { forestShapley } from "./tree-shap.ts";

const defaults = {
  trees: 60,
  depth: 8,
  leaf: 20,
  tried: 5,
  shrink: 2, // κ
};

const scorerOf = (forest: Forest): LikeScorer => ({
  scores: (X) => forestMeans(forest, X, featureGroups.length),
  parts: (x) => forestShapley(forest, x),
});

const made = (basis: LikeBasis, forest: Forest, logistic: Logistic): PreferenceModel =>
  makeLikeModel("random-forest", basis, scorerOf(forest), logistic, () => ({
    header: {},
    arrays: { ...forest },
  }));

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks) => {
  const { shrink, ...growth } = parameters as typeof defaults;
  const wait = breather(30);
  const breathe = async (): Promise<void> => {
    await wait();
    hooks.signal.throwIfAborted();
  };
  const basis = basisOf(data, shrink);
  const { x, liked } = await rowsOf(basis, data.training, breathe);
  const whole = {
    trees: Math.max(1, Math.round(growth.trees)),
    depth: Math.round(growth.depth),
    leaf: Math.max(1, Math.round(growth.leaf)),
    tried: Math.min(featureGroups.length, Math.max(1, Math.round(growth.tried))),
  };
  const forest = await growForest(x, liked, whole, seededRandom(seed), breathe);
  return { model: made(basis, forest, calibrateLikes(basis, scorerOf(forest), data)), curve: [] };
};

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { basis, logistic } = storedLikes(artefact, catalogue);
  const whole = (name: keyof Forest) => storedArray(artefact.arrays, name, Int32Array);
  const real = (name: keyof Forest) => storedArray(artefact.arrays, name, Float64Array);
  const forest = {
    roots: whole("roots"),
    feature: whole("feature"),
    threshold: real("threshold"),
    left: whole("left"),
    right: whole("right"),
    value: real("value"),
    cover: real("cover"),
  };
  return made(basis, forest, logistic);
};

export const randomForest: Algorithm = { name: "random-forest", unit: "like", defaults, fit, load };

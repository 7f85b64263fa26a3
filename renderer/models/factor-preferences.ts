/** A fitted matrix factorisation as a preference model: ratings explained share by share. Symbols as in matrix-factorisation.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { Artefact } from "../../shared/blocks/artefact.ts";
import type { Reason } from "../../shared/contract/training.ts";
import {
  completeColdFilms,
  expected,
  expectedRating,
  type FactorModel,
  type FoldedMember,
  filmVector,
  foldMember,
  unbounded,
} from "./factor-model.ts";
import { solveFactorised } from "./linear-algebra.ts";
import type { Catalogue, History, PreferenceModel, Taste } from "./model.ts";
import {
  likeEstimate,
  presentCalibration,
  type RatingCalibration,
  ratingEstimate,
} from "./rating-calibration.ts";
import { effectsOn, type TraitEffects } from "./traits.ts";

/** Shares in stars; they add up to the expected rating. */
const explain = (model: FactorModel, effects: TraitEffects, member: FoldedMember, i: number): Reason[] => {
  const { k, μ, b, catalogue } = model;
  const { θ, L, history } = member;
  const w = solveFactorised(L, k + 1, filmVector(model, i, 0));
  const films = [...history.films].map((film, n): Reason => {
    let share = w[k] as number;
    for (let f = 0; f < k; f++) share += (w[f] as number) * (model.Q[film * k + f] as number);
    share *= (history.ratings[n] as number) - μ - (b[film] as number);
    return {
      kind: "film",
      film: catalogue.filmIds[film] as number,
      share,
      shared: [],
    };
  });
  const traits: Reason[] = effectsOn(effects, catalogue.traits, i).map(({ trait, effect }) => ({
    kind: "trait",
    ...trait,
    share: effect,
  }));
  const standing: Reason[] =
    model.ratings[i] === 0
      ? [{ kind: "unrated", share: 0 }, ...traits]
      : [{ kind: "standing", share: b[i] as number }];
  const bounds = expectedRating(model, member, i) - unbounded(model, θ, i);
  return [
    { kind: "average", share: μ },
    ...standing,
    { kind: "habit", share: θ[k] as number },
    ...films.sort((one, other) => Math.abs(other.share) - Math.abs(one.share)),
    ...(bounds === 0 ? [] : [{ kind: "bounds", share: bounds } as const]),
  ];
};

export const makeFactorModel = (
  model: ReturnType<typeof completeColdFilms>,
  calibration: RatingCalibration,
): PreferenceModel => {
  const films = model.catalogue.filmIds.length;
  const { Q, b, effects } = model;
  const { k, μ, λ, λb, ρ, scale } = model;

  const foldIn = (history: History): Taste => {
    const member = foldMember(model, history);
    return {
      rank: () => Float32Array.from({ length: films }, (_, i) => unbounded(model, member.θ, i)),
      predict: (i) => ratingEstimate(scale, calibration, expected(model, member, i)),
      like: (i) => likeEstimate(scale, calibration, expected(model, member, i)),
      explain: (i) => explain(model, effects, member, i),
    };
  };

  return {
    name: "matrix-factorization",
    unit: "rating",
    catalogue: model.catalogue,
    ratings: model.ratings,
    foldIn,
    async rankAll(histories) {
      const members = histories.map((history) => foldMember(model, history));
      const scores = tf.tidy(() => {
        const Θ = tf.tensor2d(Float32Array.from(members.flatMap(({ θ }) => [...θ])), [members.length, k + 1]);
        const X = tf.concat([tf.tensor2d(Q, [films, k]), tf.ones([films, 1])], 1) as tf.Tensor2D;
        return tf.add(tf.add(tf.matMul(Θ, tf.transpose(X)), tf.tensor2d(b, [1, films])), μ);
      });
      const values = (await scores.data()) as Float32Array;
      scores.dispose();
      return values;
    },
    save: () => ({
      header: { k, μ, λ, λb, ρ, scale, calibration },
      arrays: { filmIds: model.catalogue.filmIds, ratings: model.ratings, Q, b },
    }),
  };
};

export const loadFactorModel = ({ header, arrays }: Artefact, catalogue: Catalogue): PreferenceModel => {
  const { calibration, ...rest } = header as Omit<FactorModel, "catalogue" | "Q" | "b" | "ratings"> & {
    calibration: RatingCalibration;
  };
  const films = catalogue.filmIds.length;
  const stored = arrays as { filmIds: Int32Array; ratings: Int32Array; Q: Float32Array; b: Float32Array };
  const at = new Map([...stored.filmIds].map((id, index) => [id, index]));
  const Q = new Float32Array(films * rest.k);
  const b = new Float32Array(films);
  const ratings = new Int32Array(films);
  for (const [i, id] of catalogue.filmIds.entries()) {
    const j = at.get(id);
    if (j === undefined) continue;
    Q.set(stored.Q.subarray(j * rest.k, (j + 1) * rest.k), i * rest.k);
    b[i] = stored.b[j] as number;
    ratings[i] = stored.ratings[j] as number;
  }
  return makeFactorModel(
    completeColdFilms({ ...rest, catalogue, Q, b, ratings }),
    presentCalibration(calibration),
  );
};

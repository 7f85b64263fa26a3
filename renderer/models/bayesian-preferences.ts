/** A fitted Bayesian factor model as a preference model: ratings explained share by share. Symbols as in bayesian-factors.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { Arrays, Artefact } from "../../shared/blocks/artefact.ts";
import type { Reason } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { foldFilms } from "./bayesian-films.ts";
import {
  type BayesianMember,
  type BayesianModel,
  completeColdFilms,
  expected,
  expectedRating,
  type FilmDraw,
  foldMember,
  sharesOf,
  unbounded,
} from "./bayesian-model.ts";
import type { Catalogue, History, PreferenceModel, Taste } from "./model.ts";
import {
  likeEstimate,
  presentCalibration,
  type RatingCalibration,
  ratingEstimate,
} from "./rating-calibration.ts";
import { effectsOn } from "./traits.ts";

/** Shares in stars; they add up to the expected rating. */
const explain = (model: BayesianModel, member: BayesianMember, i: number): Reason[] => {
  const { catalogue, effects, ratings } = model;
  const { films, prior, habit, w, c } = sharesOf(model, member, i);
  const named = Array.from(
    member.history.films,
    (film, n): Reason => ({
      kind: "film",
      film: catalogue.filmIds[film] as number,
      share: films[n] as number,
      shared: [],
    }),
  );
  const traits = effectsOn(effects, catalogue.traits, i).map(
    ({ trait, effect }): Reason => ({ kind: "trait", ...trait, share: effect }),
  );
  const standing: Reason[] =
    ratings[i] === 0
      ? [{ kind: "unrated", share: prior }, ...traits]
      : [{ kind: "standing", share: c + prior }];
  const bounds = expectedRating(model, member, i) - unbounded(model, member, i);
  return [
    { kind: "average", share: w },
    ...standing,
    { kind: "habit", share: habit },
    ...named.sort((one, other) => Math.abs(other.share) - Math.abs(one.share)),
    ...(bounds === 0 ? [] : [{ kind: "bounds", share: bounds } as const]),
  ];
};

const drawFields = ["m", "λ", "c", "Q", "y", "μq", "σ2"] as const;

export const drawArrays = (draws: readonly FilmDraw[]): Arrays =>
  Object.fromEntries(draws.flatMap((draw, s) => drawFields.map((name) => [`${s}/${name}`, draw[name]])));
export const drawsOf = (arrays: Arrays, scalars: readonly { w: number; α: number }[]): FilmDraw[] =>
  scalars.map(({ w, α }, s) => {
    const fields = Object.fromEntries(drawFields.map((name) => [name, arrays[`${s}/${name}`]]));
    return { w, α, ...fields } as FilmDraw;
  });

/** All draws side by side: r̂ = mean over the draws of (θ̂, 1)·(Q_i, 1, w + c_i), one product for members against films. */
const filmMatrix = ({ draws, k, ratings }: BayesianModel): Float32Array => {
  const films = ratings.length;
  const width = k + 2;
  const columns = new Float32Array(draws.length * width * films);
  for (const [s, { w, c, Q }] of draws.entries())
    for (let i = 0; i < films; i++) {
      for (let f = 0; f < k; f++) columns[(s * width + f) * films + i] = Q[i * k + f] as number;
      columns[(s * width + k) * films + i] = 1;
      columns[(s * width + k + 1) * films + i] = w + (c[i] as number);
    }
  return columns;
};
const memberRow = ({ draws }: BayesianMember): number[] =>
  draws.flatMap(({ θ }) => [...θ, 1].map((value) => value / draws.length));

export const makeBayesianModel = (model: BayesianModel, calibration: RatingCalibration): PreferenceModel => {
  const { draws, k, scale, ratings, catalogue } = model;
  const films = ratings.length;
  let columns: Float32Array | null = null;
  return {
    name: "bayesian-factors",
    unit: "rating",
    catalogue,
    ratings,
    foldIn(history: History): Taste {
      const member = foldMember(model, history);
      return {
        rank: () => Float32Array.from({ length: films }, (_, i) => unbounded(model, member, i)),
        predict: (i) => ratingEstimate(scale, calibration, expected(model, member, i)),
        like: (i) => likeEstimate(scale, calibration, expected(model, member, i)),
        explain: (i) => explain(model, member, i),
      };
    },
    async foldInFilms(histories, films, breathe) {
      return makeBayesianModel(await foldFilms(model, histories, films, breathe), calibration);
    },
    async rankAll(histories) {
      columns ??= filmMatrix(model);
      const width = draws.length * (k + 2);
      const rows = Float32Array.from(histories.flatMap((history) => memberRow(foldMember(model, history))));
      const scores = tf.tidy(() =>
        tf.matMul(
          tf.tensor2d(rows, [histories.length, width]),
          tf.tensor2d(columns as Float32Array, [width, films]),
        ),
      );
      const values = (await scores.data()) as Float32Array;
      scores.dispose();
      return values;
    },
    save: () => ({
      header: { k, scale, calibration, draws: draws.map(({ w, α }) => ({ w, α })) },
      arrays: { filmIds: catalogue.filmIds, ratings, ...drawArrays(draws) },
    }),
  };
};

/** Rows of stored films in the order of the present catalogue; films it never met are zero. */
const aligned = (stored: Float32Array, from: Int32Array, k: number): Float32Array => {
  const rows = new Float32Array(from.length * k);
  for (const [i, j] of from.entries()) if (j >= 0) rows.set(stored.subarray(j * k, (j + 1) * k), i * k);
  return rows;
};

export const loadBayesianModel = ({ header, arrays }: Artefact, catalogue: Catalogue): PreferenceModel => {
  const { k, scale, calibration, draws } = header as {
    k: number;
    scale: RatingScale;
    calibration: RatingCalibration;
    draws: { w: number; α: number }[];
  };
  const at = new Map([...(arrays.filmIds as Int32Array)].map((id, index) => [id, index]));
  const from = catalogue.filmIds.map((id) => at.get(id) ?? -1);
  const ratings = from.map((j) => (j < 0 ? 0 : ((arrays.ratings as Int32Array)[j] as number)));
  const present = drawsOf(arrays, draws).map((draw) => ({
    ...draw,
    c: aligned(draw.c, from, 1),
    Q: aligned(draw.Q, from, k),
    y: aligned(draw.y, from, k),
  }));
  return makeBayesianModel(
    completeColdFilms(catalogue, scale, k, ratings, present),
    presentCalibration(calibration),
  );
};

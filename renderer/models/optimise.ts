/**
 * The training loop all gradient-trained models share: epochs of steps, early stopping on the validation loss, live progress, cancel,
 * checkpoints, and recovery of a lost engine. An epoch depends on the seed, its number and the state alone, so a run resumed
 * from a checkpoint repeats the uninterrupted one.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Arrays, decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import type { LossPoint } from "../../shared/contract/training.ts";
import { type Random, seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { AdamW } from "./adamw.ts";
import { breather } from "./breather.ts";
import { unlessLost } from "./engine-loss.ts";
import type { TrainingHooks } from "./model.ts";

export interface Objective {
  /** Makes an optimiser that holds the initial parameters on the engine. */
  create(): AdamW;
  readonly batches: number; // per epoch
  /** One step on batch `b`; returns the summed loss of its terms as a scalar. */
  step(adamw: AdamW, b: number, random: Random): tf.Scalar;
  /** The training loss that is shown, from the sum over an epoch. */
  shownLoss(sum: number): number;
  validate(weights: Weights): number | Promise<number>;
}
export type Weights = Readonly<Record<string, Float32Array>>;

export interface Schedule {
  readonly epochs: number; // at most
  readonly patience: number; // epochs in which the validation loss must fall by `tolerance` to go on
  readonly seed: number;
}

/** Relative: what a smaller gain in validation loss is not worth another `patience` epochs. */
const tolerance = 0.001;

/** The validation loss fell by less than `tolerance` over the last `patience` epochs. */
export const settled = (curve: readonly LossPoint[], patience: number): boolean => {
  if (curve.length <= patience) return false;
  const least = (points: readonly LossPoint[]): number =>
    Math.min(...points.map((point) => point.validation));
  return least(curve.slice(-patience)) > least(curve.slice(0, -patience)) * (1 - tolerance);
};

export interface Optimum {
  readonly weights: Weights; // of the epoch with the lowest validation loss
  readonly curve: readonly LossPoint[];
}

interface Run {
  epoch: number; // completed
  curve: LossPoint[];
  best: Weights;
}

const prefixed = (prefix: string, arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${prefix}${name}`, array]));
const withoutPrefix = (prefix: string, arrays: Arrays): Weights =>
  Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), Float32Array.from(array)]),
  );

const encodeRun = async (run: Run, adamw: AdamW): Promise<Uint8Array<ArrayBuffer>> => {
  const { arrays, steps } = await adamw.state();
  return encodeArtefact({
    header: { epoch: run.epoch, curve: run.curve, steps },
    arrays: { ...arrays, ...prefixed("best/", run.best) },
  });
};

const decodeRun = (state: Uint8Array, adamw: AdamW): Run => {
  const { header, arrays } = decodeArtefact(state);
  const { epoch, curve, steps } = header as Omit<Run, "best"> & { steps: Record<string, number> };
  adamw.restore(arrays, steps);
  return { epoch, curve: [...curve], best: withoutPrefix("best/", arrays) };
};

/** Throws `signal.reason` on cancel. */
export const optimise = async (
  objective: Objective,
  { epochs, patience, seed }: Schedule,
  hooks: TrainingHooks,
  resumeFrom: Uint8Array | null,
): Promise<Optimum> => {
  const breathe = breather(30);
  let checkpoint = resumeFrom;
  let adamw = objective.create();
  let run: Run = { epoch: 0, curve: [], best: {} };

  const restart = (): void => {
    if (checkpoint) run = decodeRun(checkpoint, adamw);
    else run = { epoch: 0, curve: [], best: {} };
  };
  const runEpoch = async (): Promise<number | null> => {
    const random = seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ run.epoch);
    let sum = 0;
    for (const b of shuffle(
      Int32Array.from({ length: objective.batches }, (_, index) => index),
      random,
    )) {
      const loss = tf.tidy(() => objective.step(adamw, b, random));
      const value = await unlessLost(hooks, () => loss.data());
      loss.dispose();
      await breathe();
      hooks.signal.throwIfAborted();
      if (value === null || hooks.engineLost()) return null;
      sum += value[0] as number;
    }
    return objective.shownLoss(sum);
  };

  try {
    restart();
    let started = performance.now();
    let startedAt = run.epoch;
    let savedAt = performance.now();
    while (run.epoch < epochs && !settled(run.curve, patience)) {
      const training = await runEpoch();
      const weights = training === null ? null : await unlessLost(hooks, () => adamw.values());
      const validation = weights === null ? null : await unlessLost(hooks, () => objective.validate(weights));
      if (training === null || weights === null || validation === null || hooks.engineLost()) {
        adamw.dispose();
        await hooks.recoverEngine();
        adamw = objective.create();
        restart();
        started = performance.now();
        startedAt = run.epoch;
        continue;
      }
      const loss = { epoch: run.epoch + 1, training, validation };
      const better = run.curve.every((point) => loss.validation < point.validation);
      run = {
        epoch: loss.epoch,
        curve: [...run.curve, loss],
        best: better ? weights : run.best,
      };
      const perEpoch = (performance.now() - started) / 1000 / (run.epoch - startedAt);
      hooks.onEpoch({ loss, epochs, secondsLeft: perEpoch * (epochs - run.epoch) });
      if (performance.now() - savedAt > 1000 * hooks.checkpointSeconds) {
        const state = await unlessLost(hooks, () => encodeRun(run, adamw));
        if (state && !hooks.engineLost()) {
          checkpoint = state;
          await hooks.checkpoint(state);
        }
        savedAt = performance.now();
      }
    }
    return { weights: run.best, curve: run.curve };
  } finally {
    adamw.dispose();
  }
};

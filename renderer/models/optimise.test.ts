import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { quietHooks, useEngine } from "../../test/models/fixture.ts";
import { AdamW } from "./adamw.ts";
import { type Objective, optimise } from "./optimise.ts";

test("an engine lost while a validation waits for it is rebuilt, and the epoch done again", async () => {
  await useEngine("cpu");
  let validations = 0;
  const objective: Objective = {
    batches: 1,
    create() {
      const adamw = new AdamW({ learningRate: 0.1, weightDecay: 0 });
      adamw.add("w", tf.scalar(1));
      return adamw;
    },
    step(adamw) {
      const loss = tf.square(adamw.value("w")) as tf.Scalar;
      adamw.apply("w", tf.mul(adamw.value("w"), 2));
      return loss;
    },
    shownLoss: (sum) => sum,
    validate: ({ w }) => (++validations === 2 ? new Promise(() => undefined) : (w?.[0] as number)),
  };
  let lost = false;
  let recovered = 0;
  const hooks = quietHooks({
    engineLost: () => lost,
    onEngineLost: (listener) => {
      if (validations === 2 && recovered === 0)
        setTimeout(() => {
          lost = true;
          listener();
        }, 5);
      return () => undefined;
    },
    recoverEngine: async () => {
      recovered++;
      lost = false;
    },
  });
  const schedule = { epochs: 4, patience: 4, seed: 1 };
  const { curve } = await optimise(objective, schedule, hooks, null);
  expect(recovered).toBe(1);
  expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(curve).toEqual((await optimise(objective, schedule, quietHooks(), null)).curve);
}, 10_000);

import { expect, test } from "vitest";
import { fitted, quietHooks, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { survivingLoss } from "./engine-loss.ts";
import { historyOf } from "./model.ts";

/** An engine that is lost once, a moment after it is first waited for. */
const losingOnce = () => {
  let lost = false;
  let recovered = 0;
  return {
    recoveries: () => recovered,
    hooks: quietHooks({
      engineLost: () => lost,
      onEngineLost(listener) {
        if (recovered === 0)
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
    }),
  };
};

test("what never arrives from a lost engine is computed again", async () => {
  const { hooks, recoveries } = losingOnce();
  let asked = 0;
  const value = await survivingLoss(hooks, () =>
    asked++ === 0 ? new Promise<number>(() => undefined) : Promise.resolve(7),
  );
  expect([value, asked, recoveries()]).toEqual([7, 2, 1]);
});

test("what fails on a lost engine before the loss is told is computed again; other failures are told", async () => {
  let lost = false;
  let asked = 0;
  const hooks = quietHooks({
    engineLost: () => lost,
    recoverEngine: async () => {
      lost = false;
    },
  });
  const value = await survivingLoss(hooks, async () => {
    if (asked++ > 0) return 7;
    lost = true;
    throw new Error("no texture");
  });
  expect(value).toBe(7);
  await expect(survivingLoss(hooks, () => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
});

test("a trained model scores on although the engine is lost meanwhile", async () => {
  await useEngine("wasm");
  const data = trainingData(planted({ members: 60, films: 30 }));
  const histories = [0, 1, 2].map((member) => historyOf(data.training, member));
  const { hooks, recoveries } = losingOnce();
  const { model } = await fitted(algorithms.ease, data, {}, 1, hooks);
  const { model: undisturbed } = await fitted(algorithms.ease, data, {});
  expect(await model.rankAll(histories)).toEqual(await undisturbed.rankAll(histories));
  expect(recoveries()).toBeLessThanOrEqual(1);
});

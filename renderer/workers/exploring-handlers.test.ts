import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { planted } from "../../test/models/planted.ts";
import { openEngines } from "../models/engine.ts";
import { allHistories } from "../models/split.ts";
import { exploringHandlers } from "./exploring-handlers.ts";
import type { TrainingLibrary } from "./training-library.ts";

test("the map is the first that asks a model for scores: an engine is chosen for it", async () => {
  const { ratings, traits } = planted();
  const films = ratings.filmIds.length;
  const library = {
    load: async () => ({
      ok: true,
      value: {
        ratings,
        traits,
        fingerprint: "1",
        audience: { memberIds: ratings.memberIds, histories: allHistories(ratings), scale: ratings.scale },
        card: { id: "m" },
        model: {
          catalogue: { filmIds: ratings.filmIds, traits },
          rankAll: async (histories: readonly unknown[]) =>
            (await tf.randomUniform([histories.length, films], 0, 1, "float32", 1).data()) as Float32Array,
        },
      },
    }),
    minimumGroup: async () => 10,
    modelOf: async () => ({ ok: true, value: "m" }),
    keptMap: async () => ({ ok: true, value: { state: "1", map: null } }),
    keepMap: async () => undefined,
  } as unknown as TrainingLibrary;
  const { tasteMap } = exploringHandlers(openEngines({}), async () => library);
  const made = await tasteMap(
    { seed: 1 },
    { signal: new AbortController().signal, progress: () => undefined, block: async () => undefined },
  );
  expect(made).toMatchObject({ ok: true, value: { basis: "model" } });
});

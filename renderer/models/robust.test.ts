import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import { splitKinds } from "../../shared/contract/evaluation.ts";
import { type Ratings, unknownTraits } from "../../shared/domain/interactions.ts";
import { fitted, useEngine } from "../../test/models/fixture.ts";
import { algorithms } from "./algorithms.ts";
import { historyOf, type Parameters } from "./model.ts";
import { allHistories, splitRatings } from "./split.ts";

const quick: Readonly<Record<string, Parameters>> = {
  "matrix-factorization": { factors: 2, epochs: 2 },
  "bayesian-factors": { factors: 2, burnIn: 1, sweeps: 3, draws: 2 },
  "implicit-als": { factors: 2, epochs: 2 },
  "self-attention": { width: 3, places: 4, negatives: 2, epochs: 1 },
  "random-forest": { trees: 2, leaf: 1 },
  "support-vectors": { epochs: 2, buckets: 4 },
  autoencoder: { hidden: 2, epochs: 2, minSupport: 1 },
};

/** Up to a handful of members and films; ratings all alike, at the ends of the scale, or anything between. */
const ratings = fc
  .record({
    members: fc.integer({ min: 1, max: 4 }),
    films: fc.integer({ min: 1, max: 4 }),
    rated: fc.array(
      fc.record({
        u: fc.nat(3),
        i: fc.nat(3),
        value: fc.constantFrom(0.5, 3, 5),
        at: fc.constantFrom(0, 1_700_000_000),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  })
  .map(({ members, films, rated }): Ratings => {
    const once = new Map(
      rated.map(({ u, i, ...rest }) => [
        `${u % members} ${i % films}`,
        { u: u % members, i: i % films, ...rest },
      ]),
    );
    const rows = [...once.values()];
    return {
      memberIds: Int32Array.from({ length: members }, (_, u) => u + 1),
      filmIds: Int32Array.from({ length: films }, (_, i) => i + 1),
      member: Int32Array.from(rows, ({ u }) => u),
      film: Int32Array.from(rows, ({ i }) => i),
      value: Float32Array.from(rows, ({ value }) => value),
      at: Float64Array.from(rows, ({ at }) => at),
      scale: { min: 0.5, max: 5, step: 0.5 },
    };
  });

describe.each(Object.values(algorithms))("$name", (algorithm) => {
  beforeAll(async () => {
    await useEngine("cpu");
  });

  test("tiny, equal and one-sided libraries give finite answers, also after storing", {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(ratings, fc.constantFrom(...splitKinds), async (given, kind) => {
        const { training, validation } = splitRatings(given, kind, 0.1, 1);
        const catalogue = { filmIds: given.filmIds, traits: unknownTraits(given.filmIds) };
        const { model } = await fitted(
          algorithm,
          { catalogue, scale: given.scale, training, validation },
          quick[algorithm.name] ?? {},
        );
        const stored = algorithm.load(decodeArtefact(encodeArtefact(model.save())), catalogue);
        const histories = allHistories(given);
        for (const one of [model, stored])
          for (let u = 0; u < given.memberIds.length; u++) {
            const taste = one.foldIn(historyOf(histories, u));
            for (let i = 0; i < given.filmIds.length; i++) {
              const score = taste.predict(i);
              const like = taste.like(i);
              expect(
                [score.value, score.low, score.high, like.value, like.low, like.high].every(Number.isFinite),
              ).toBe(true);
              expect(taste.explain(i).every(({ share }) => Number.isFinite(share))).toBe(true);
            }
            expect(taste.rank().every((rank) => !Number.isNaN(rank))).toBe(true);
          }
      }),
      { numRuns: 25 },
    );
  });
});

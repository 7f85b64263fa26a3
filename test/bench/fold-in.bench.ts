/**
 * `npm run bench -- fold-in [models …]`: at the size of MovieLens 1M (6,040 members, 3,706 films, about a million planted
 * ratings), how long each model takes to fold one member in after feedback and to rank every film; at most 50 ms.
 * Trainings are cut short: how long a fold-in takes does not hang on how well the model has learned.
 */
import { algorithms } from "../../renderer/models/algorithms.ts";
import { openEngines } from "../../renderer/models/engine.ts";
import { type DatedHistory, mergedRatings, placesIn, withFeedback } from "../../renderer/models/feedback.ts";
import { historyOf } from "../../renderer/models/model.ts";
import { allHistories, splitRatings } from "../../renderer/models/split.ts";
import { type ModelName, modelNames } from "../../shared/contract/training.ts";
import { fitted } from "../models/fixture.ts";
import { planted } from "../models/planted.ts";

const most = 50; // ms
const asked = 40;
const short: Partial<Record<ModelName, Readonly<Record<string, number>>>> = {
  "matrix-factorization": { epochs: 2 },
  "bayesian-factors": { sweeps: 20 },
  "implicit-als": { epochs: 2 },
  autoencoder: { epochs: 1 },
  "self-attention": { epochs: 1 },
};

const named = process.argv.slice(2).filter((name) => modelNames.some((each) => each === name));
const names = named.length > 0 ? (named as ModelName[]) : modelNames;
const { ratings, traits } = planted({ members: 6040, films: 3706, known: 0.045, seed: 1 });
const { training, validation } = splitRatings(ratings, "time", 0.1, 1);
const histories = allHistories(ratings);
const { scale, memberIds, filmIds } = ratings;
await openEngines({}).use("auto");
console.log(
  JSON.stringify({ ratings: ratings.value.length, members: memberIds.length, films: filmIds.length }),
);

for (const name of names) {
  const data = { catalogue: { filmIds, traits }, scale, training, validation };
  const { model } = await fitted(algorithms[name], data, short[name] ?? {});
  const taken: number[] = [];
  for (let n = 0; n < asked; n++) {
    const member = (n * 151) % memberIds.length;
    const rated = historyOf(histories, member) as DatedHistory;
    const film = (n * 97) % filmIds.length;
    const start = performance.now();
    const history = withFeedback(rated, [{ film, kind: "up", at: 1 }], model.unit, scale);
    const audience = { memberIds, histories: { ...histories, changed: new Map([[member, history]]) }, scale };
    placesIn(model, audience, member, [])(film);
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  const median = taken[asked / 2] as number;
  const p95 = taken[Math.floor(0.95 * asked)] as number;
  console.log(JSON.stringify({ name, median, p95, passed: p95 <= most }));
  if (p95 > most) process.exitCode = 1;
}
const start = performance.now();
const changed = new Map([[5, withFeedback(historyOf(histories, 5) as DatedHistory, [], "rating", scale)]]);
mergedRatings(ratings, changed);
console.log(JSON.stringify({ merging: performance.now() - start }));

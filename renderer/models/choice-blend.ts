/**
 * Two models of choices as one: ln π = τ (w ln π₁ + (1 − w) ln π₂) − norm (a logarithmic opinion pool, Genest & Zidek 1986). w is the tenth with the best
 * NDCG@10 on the validation choices, which neither model has learned from, τ the temperature of their greatest likelihood. Log-odds add,
 * so the pool explains itself by its models' shares.
 */
import { z } from "zod";
import type { Arrays, Artefact } from "../../shared/blocks/artefact.ts";
import { ModelName } from "../../shared/contract/training.ts";
import { ndcgAtK, topK } from "../../shared/domain/metrics.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { breather } from "./breather.ts";
import { type ChoiceCalibration, calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import { fitChoiceWeights } from "./choice-weights.ts";
import { ease } from "./ease.ts";
import { implicitAls } from "./implicit-als.ts";
import {
  type Algorithm,
  type ChoiceScorer,
  historyOf,
  type PreferenceModel,
  type TrainingData,
} from "./model.ts";

const pooled: readonly Algorithm[] = [ease, implicitAls];

/** Members that are enough to fit two numbers. */
const enough = 1000;

const normalised = (logs: Float32Array): Float32Array => {
  let largest = Number.NEGATIVE_INFINITY;
  for (const log of logs) largest = Math.max(largest, log);
  let total = 0;
  for (const log of logs) total += Math.exp(log - largest);
  const shift = largest + Math.log(total);
  return logs.map((log) => log - shift);
};

const pool = (parts: readonly Float32Array[], w: readonly number[]): Float32Array => {
  const sum = new Float32Array(parts[0]?.length ?? 0);
  for (const [m, part] of parts.entries())
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (w[m] as number) * (part[i] as number);
  return sum;
};

const blendScorer = (scorers: readonly ChoiceScorer[], w: readonly number[]): ChoiceScorer => {
  const { catalogue, scale, ratings } = scorers[0] as ChoiceScorer;
  const films = ratings.length;
  const together = (parts: readonly Float32Array[]): Float32Array => normalised(pool(parts, w));
  return {
    catalogue,
    scale,
    ratings,
    logs: (history) => together(scorers.map((scorer) => scorer.logs(history))),
    async logsOfMany(histories) {
      const parts: Float32Array[] = [];
      for (const scorer of scorers) parts.push(await scorer.logsOfMany(histories));
      const logs = pool(parts, w);
      for (let row = 0; row < histories.length; row++)
        logs.set(normalised(logs.subarray(row * films, (row + 1) * films)), row * films);
      return logs;
    },
    thinned(history, random) {
      const seed = Math.floor(random() * 2 ** 32);
      return together(scorers.map((scorer) => scorer.thinned(history, seededRandom(seed))));
    },
    shares(history, i) {
      const shares = scorers.map((scorer) => scorer.shares(history, i));
      if (shares.every((share) => share === null)) return null;
      return Float64Array.from(history, (_, n) =>
        shares.reduce((sum, share, m) => sum + (w[m] as number) * (share?.[n] ?? 0), 0),
      );
    },
  };
};

const fitPool = async (
  { training, validation }: TrainingData,
  scorers: readonly ChoiceScorer[],
  breathe: () => Promise<void>,
): Promise<number[]> => {
  const members = [...validation.start.keys()]
    .slice(0, -1)
    .filter((u) => historyOf(validation, u).films.length > 0);
  const stride = Math.ceil(members.length / enough);
  const tenths = Array.from({ length: 11 }, (_, tenth) => [tenth / 10, 1 - tenth / 10]);
  const quality = tenths.map(() => 0);
  const asked = members.filter((_, n) => n % stride === 0);
  for (const u of asked) {
    const { films } = historyOf(training, u);
    const chosen = new Set(historyOf(validation, u).films);
    const parts = scorers.map((scorer) => scorer.logs(films));
    for (const [n, w] of tenths.entries()) {
      const logs = pool(parts, w);
      for (const film of films) logs[film] = Number.NEGATIVE_INFINITY;
      quality[n] = (quality[n] as number) + (ndcgAtK(topK(logs, 10), chosen, 10) ?? 0);
    }
    await breathe();
  }
  const w = tenths[quality.indexOf(Math.max(...quality))] as number[];
  const sets = asked.map((u) => {
    const { films } = historyOf(training, u);
    const logs = pool(
      scorers.map((scorer) => scorer.logs(films)),
      w,
    );
    return { chosen: [...historyOf(validation, u).films], seen: films, features: [logs] };
  });
  const τ = Math.max(1e-3, fitChoiceWeights(sets, [1])[0] as number);
  return w.map((weight) => τ * weight);
};

const made = (
  models: readonly PreferenceModel[],
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  w: readonly number[],
): PreferenceModel =>
  makeChoiceModel("choice-blend", scorer, calibration, () => {
    const parts = models.map((model) => ({ name: model.name, ...model.save() }));
    return {
      header: { w, parts: parts.map(({ name, header }) => ({ name, header })) },
      arrays: Object.fromEntries(
        parts.flatMap(({ name, arrays }) =>
          Object.entries(arrays).map(([array, values]) => [`${name}/${array}`, values]),
        ),
      ),
    };
  });

const choicesOf = ({ choices }: PreferenceModel): ChoiceScorer => choices as ChoiceScorer;

const fit: Algorithm["fit"] = async (data, _parameters, seed, hooks) => {
  const models: PreferenceModel[] = [];
  for (const algorithm of pooled)
    models.push((await algorithm.fit(data, algorithm.defaults, seed, hooks, null)).model);
  const scorers = models.map(choicesOf);
  const breathe = breather(30);
  const w = await fitPool(data, scorers, async () => {
    await breathe();
    hooks.signal.throwIfAborted();
  });
  const scorer = blendScorer(scorers, w);
  return { model: made(models, scorer, calibrateChoices(scorer, data), w), curve: [] };
};

const partOf = (artefact: Artefact, name: ModelName, header: Artefact["header"]): Artefact => ({
  header,
  arrays: Object.fromEntries(
    Object.entries(artefact.arrays)
      .filter(([key]) => key.startsWith(`${name}/`))
      .map(([key, values]) => [key.slice(name.length + 1), values]),
  ) as Arrays,
});

const Header = z.object({
  w: z.array(z.number()),
  parts: z.array(z.object({ name: ModelName, header: z.record(z.string(), z.unknown()) })),
});

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { calibration } = storedChoices(artefact, catalogue);
  const { w, parts } = Header.parse(artefact.header);
  const models = parts.map(({ name, header }) => {
    const algorithm = pooled.find((one) => one.name === name) as Algorithm;
    return algorithm.load(partOf(artefact, name, header), catalogue);
  });
  return made(models, blendScorer(models.map(choicesOf), w), calibration, w);
};

export const choiceBlend: Algorithm = { name: "choice-blend", unit: "choice", defaults: {}, fit, load };

/**
 * RecBole's general top-N protocol (Zhao et al. 2021; its ML-1M table): ratings >= 3 count as choices; members and films with fewer than ten are
 * left out until none is; each member's choices are split 8:1:1 at random (remainders stay in training, then one goes to validation and
 * test each); all films are ranked from the training choices, those of training and validation left out; figures at 10 over members with
 * a test choice.
 */

import type { Ratings } from "../../../shared/domain/interactions.ts";
import { ndcgAtK, recallAtK, topK } from "../../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { historyOf } from "../model.ts";
import { histories } from "../split.ts";
import { type ProtocolInput, subset, type Trial, timedFit } from "./protocol.ts";

const least = 3;
const core = 10;
const k = 10;
const blockMembers = 256;

/** Rows of the iterative 10-core. */
export const coreRows = ({ member, film, value }: Ratings): number[] => {
  let rows = [...value.keys()].filter((row) => (value[row] as number) >= least);
  for (;;) {
    const members = new Map<number, number>();
    const films = new Map<number, number>();
    for (const row of rows) {
      members.set(member[row] as number, (members.get(member[row] as number) ?? 0) + 1);
      films.set(film[row] as number, (films.get(film[row] as number) ?? 0) + 1);
    }
    const left = rows.filter(
      (row) =>
        (members.get(member[row] as number) as number) >= core &&
        (films.get(film[row] as number) as number) >= core,
    );
    if (left.length === rows.length) return rows;
    rows = left;
  }
};

/** Sizes of training, validation and test for n choices, as RecBole counts them. */
export const ratioSizes = (n: number): readonly [number, number, number] => {
  const sizes: [number, number, number] = [n, Math.floor(0.1 * n), Math.floor(0.1 * n)];
  sizes[0] = n - sizes[1] - sizes[2];
  for (const part of [2, 1] as const) {
    if (sizes[0] <= 1) break;
    if (0.1 * n > 0 && 0.1 * n < 1) {
      sizes[part]++;
      sizes[0]--;
    }
  }
  return sizes;
};

const partsOf = ({ member, memberIds }: Ratings, seed: number): Uint8Array => {
  const random = seededRandom(seed);
  const rowsOf: number[][] = Array.from(memberIds, () => []);
  for (const [row, u] of member.entries()) rowsOf[u]?.push(row);
  const part = new Uint8Array(member.length);
  for (const rows of rowsOf) {
    shuffle(rows, random);
    const [training, validation] = ratioSizes(rows.length);
    for (const [place, row] of rows.entries())
      part[row] = place < training ? 0 : place < training + validation ? 1 : 2;
  }
  return part;
};

export const recboleTopN = async (input: ProtocolInput, seed: number): Promise<Trial> => {
  const { ratings, traits } = subset(input, coreRows(input.ratings));
  const part = partsOf(ratings, seed);
  const [training, validation, test] = [0, 1, 2].map((name) =>
    histories(
      ratings,
      Int32Array.from(part.keys()).filter((row) => part[row] === name),
    ),
  ) as [ReturnType<typeof histories>, ReturnType<typeof histories>, ReturnType<typeof histories>];
  const catalogue = { filmIds: ratings.filmIds, traits };
  const { model, seconds } = await timedFit(
    input,
    { catalogue, scale: ratings.scale, training, validation },
    seed,
  );
  const started = performance.now();
  const films = ratings.filmIds.length;
  const sums: Record<string, number> = {
    [`recall@${k}`]: 0,
    [`mrr@${k}`]: 0,
    [`ndcg@${k}`]: 0,
    [`hit@${k}`]: 0,
    [`precision@${k}`]: 0,
  };
  let judged = 0;
  const add = (name: string, value: number): void => {
    sums[`${name}@${k}`] = (sums[`${name}@${k}`] as number) + value;
  };
  const members = [...ratings.memberIds.keys()].filter((u) => historyOf(test, u).films.length > 0);
  for (let from = 0; from < members.length; from += blockMembers) {
    const block = members.slice(from, from + blockMembers);
    const ranks = await model.rankAll(block.map((u) => historyOf(training, u)));
    for (const [row, u] of block.entries()) {
      const scores = ranks.subarray(row * films, (row + 1) * films);
      for (const { films: seen } of [historyOf(training, u), historyOf(validation, u)])
        for (const i of seen) scores[i] = Number.NEGATIVE_INFINITY;
      const relevant = new Set(historyOf(test, u).films);
      const ranked = topK(scores, k);
      const first = ranked.findIndex((i) => relevant.has(i));
      const hits = ranked.filter((i) => relevant.has(i)).length;
      add("recall", recallAtK(ranked, relevant, k) ?? 0);
      add("mrr", first < 0 ? 0 : 1 / (first + 1));
      add("ndcg", ndcgAtK(ranked, relevant, k) ?? 0);
      add("hit", first < 0 ? 0 : 1);
      add("precision", hits / k);
      judged++;
    }
    await input.hooks.breathe();
  }
  return {
    metrics: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / Math.max(1, judged)])),
    counts: { choices: ratings.value.length, members: ratings.memberIds.length, films },
    fit: seconds,
    score: (performance.now() - started) / 1000,
  };
};

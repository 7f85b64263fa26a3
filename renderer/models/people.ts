/**
 * Choices of somebody known only by traits T (age, gender, occupation, area, a segment), by naive Bayes: with n_it the histories with film i among members who
 * share trait t, n_t their sum and π_i the share of i among all choices,
 *   ln π_i(T) = ln π_i + τ Σ_{t ∈ T} ln (P_it / π_i) − norm,  P_it = (n_it + m π_i) / (n_t + m).
 * Traits of a person go together, which naive Bayes does not know: τ weighs them down. m and τ are those under which the choices of members held out are
 * likeliest. Liking moves in the same way: logit p_i(T) = logit p_i + τ Σ_t (logit p_it − logit p_i), p shares of likes, smoothed.
 * Each trait's part of the log-odds is exact.
 */
import type { Reason, Recommendation } from "../../shared/contract/training.ts";
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { topK } from "../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import { logit, sigmoid } from "./calibration.ts";
import { amongNext } from "./choice-preferences.ts";
import { type Histories, historyOf } from "./model.ts";

type PeopleReason = Extract<Reason, { kind: "people" }>;

/** Members, by index, who share a trait or a segment. */
export interface Group {
  readonly by: PeopleReason["by"];
  readonly name: string;
  readonly nameZh: string | null;
  readonly members: Int32Array;
}

/** How much a group says: fitted once for a library. */
export interface PeopleWeights {
  readonly m: number;
  readonly τ: number;
}

/** Choices and likes of each film, [films]. */
interface Taken {
  readonly choices: Float64Array;
  readonly likes: Float64Array;
  readonly all: number;
}

const likeSmoothing = 20;
const smoothings = [10, 100, 300, 1000, 3000, 10_000]; // m, in choices
const weights = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2]; // τ
const heldOutShare = 0.2;
const mostHeldOut = 300;

const takenBy = (
  histories: Histories,
  films: number,
  scale: RatingScale,
  members: Iterable<number>,
): Taken => {
  const t = likedFrom(scale);
  const choices = new Float64Array(films);
  const likes = new Float64Array(films);
  let all = 0;
  for (const u of members) {
    const { films: seen, ratings } = historyOf(histories, u);
    for (const [n, i] of seen.entries()) {
      choices[i] = (choices[i] as number) + 1;
      if ((ratings[n] as number) >= t) likes[i] = (likes[i] as number) + 1;
    }
    all += seen.length;
  }
  return { choices, likes, all };
};

/** π, never nothing. */
const popularityOf = ({ choices, all }: Taken): Float64Array =>
  choices.map((n) => (n + 0.5) / (all + 0.5 * choices.length));

/** ln (P_it / π_i) of all films. */
const lifts = ({ choices, all }: Taken, π: Float64Array, m: number): Float64Array =>
  choices.map((n, i) => Math.log((n / (π[i] as number) + m) / (all + m)));

const normaliser = (logs: Float64Array): number => {
  const largest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
};

/** `groups` part the members by every trait that the library knows of. */
export const fitPeople = async (
  histories: Histories,
  films: number,
  scale: RatingScale,
  groups: readonly Group[],
  seed: number,
  breathe: () => Promise<void>,
): Promise<PeopleWeights> => {
  const members = histories.start.length - 1;
  const order = shuffle(
    Int32Array.from({ length: members }, (_, u) => u),
    seededRandom(seed),
  );
  const isHeldOut = new Uint8Array(members);
  for (const u of order.subarray(0, Math.floor(heldOutShare * members))) isHeldOut[u] = 1;
  const groupsOf = new Map<number, number[]>();
  for (const [g, group] of groups.entries())
    for (const u of group.members) if (isHeldOut[u]) groupsOf.set(u, [...(groupsOf.get(u) ?? []), g]);
  const judged = [...order]
    .filter((u) => groupsOf.has(u) && historyOf(histories, u).films.length > 0)
    .slice(0, mostHeldOut);
  const taken = (some: Iterable<number>): Taken => takenBy(histories, films, scale, some);
  const π = popularityOf(taken(order.filter((u) => !isHeldOut[u])));
  const ofGroups: Taken[] = [];
  for (const group of groups) {
    ofGroups.push(taken(group.members.filter((u) => !isHeldOut[u])));
    await breathe();
  }
  const ln = π.map(Math.log);
  let best = { m: smoothings[0] as number, τ: 0, value: Number.NEGATIVE_INFINITY };
  for (const m of smoothings) {
    const lift = ofGroups.map((group) => lifts(group, π, m));
    const values = weights.map(() => 0);
    for (const u of judged) {
      const { films: chosen } = historyOf(histories, u);
      const sum = new Float64Array(films);
      for (const g of groupsOf.get(u) as number[])
        for (let i = 0; i < films; i++)
          sum[i] = (sum[i] as number) + ((lift[g] as Float64Array)[i] as number);
      for (const [n, τ] of weights.entries()) {
        const logs = ln.map((log, i) => log + τ * (sum[i] as number));
        const norm = normaliser(logs);
        const mean = chosen.reduce((total, i) => total + (logs[i] as number) - norm, 0) / chosen.length;
        values[n] = (values[n] as number) + mean;
      }
      await breathe();
    }
    const value = Math.max(...values);
    if (value > best.value) best = { m, τ: weights[values.indexOf(value)] as number, value };
  }
  return { m: best.m, τ: best.τ };
};

/** Films for somebody who belongs to these groups. */
export const recommendForPeople = (
  histories: Histories,
  filmIds: Int32Array,
  scale: RatingScale,
  { m, τ }: PeopleWeights,
  groups: readonly Group[],
  top: number,
): Recommendation[] => {
  const films = filmIds.length;
  const everybody = takenBy(histories, films, scale, Array(histories.start.length - 1).keys());
  const π = popularityOf(everybody);
  const taken = groups.map(({ members }) => takenBy(histories, films, scale, members));
  const lift = taken.map((group) => lifts(group, π, m));
  const logs = π.map((share, i) =>
    lift.reduce((sum, part) => sum + τ * (part[i] as number), Math.log(share)),
  );
  const norm = normaliser(logs);
  const usual = (everybody.likes.reduce((sum, n) => sum + n, 0) + 1) / (everybody.all + 2);

  const recommendation = (i: number): Recommendation => {
    const log = (logs[i] as number) - norm;
    const n = everybody.choices[i] as number;
    // Counts vary as Poisson's do: the relative error of one is 1 / √count.
    const doubt = Math.sqrt(
      taken.reduce(
        (sum, { choices }) => sum + τ ** 2 / ((choices[i] as number) + m * (π[i] as number)),
        1 / (n + 0.5),
      ),
    );
    const p = ((everybody.likes[i] as number) + 5 * usual) / (n + 5);
    let like = logit(p);
    let variance = 1 / ((n + 5) * p * (1 - p));
    for (const { choices, likes } of taken) {
      const theirs = (choices[i] as number) + likeSmoothing;
      const share = ((likes[i] as number) + likeSmoothing * p) / theirs;
      like += τ * (logit(share) - logit(p));
      variance += τ ** 2 / (theirs * share * (1 - share));
    }
    const spread = intervalZ * Math.sqrt(variance);
    return {
      film: filmIds[i] as number,
      score: amongNext(log),
      unit: "choice",
      interval: [amongNext(log - intervalZ * doubt), amongNext(log + intervalZ * doubt)],
      like: sigmoid(like),
      likeInterval: [sigmoid(like - spread), sigmoid(like + spread)],
      ratings: n,
      reasons: groups
        .map(
          ({ by, name, nameZh }, g): PeopleReason => ({
            kind: "people",
            by,
            name,
            nameZh,
            share: τ * ((lift[g] as Float64Array)[i] as number),
          }),
        )
        .sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
    };
  };
  return topK(Float32Array.from(logs), top).map(recommendation);
};

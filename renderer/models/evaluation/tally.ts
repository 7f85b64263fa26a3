/**
 * What the held-out figures are made of: sums by member, from which every figure follows, of all members or of some drawn again and again.
 * More members than `mostUnits` are gathered in that many random units: drawing those is as good, and costs no more.
 */

import { type Arrays, memberSums } from "../../../shared/blocks/artefact.ts";
import { coverageMetric } from "../../../shared/domain/intervals.ts";
import { seededRandom } from "../../../shared/domain/random.ts";

export const sumNames = [
  "ratings", // held out
  "rated", // with a predicted rating
  "squared", // errors
  "absolute",
  "inside", // their interval
  "brier",
  "hit", // liked, and called so
  "falseAlarm",
  "miss",
  "correctRejection",
  "chosenPopularity", // of the held-out films
  "lists", // 1 a member with a list
  "ndcg",
  "recall",
  "precision",
  "mrr",
  "listHit",
  "novelty",
  "pairs", // 1 where the list has films that can be told apart
  "diversity",
  "popularity",
] as const;
export type SumName = (typeof sumNames)[number];
export const width = sumNames.length;
const place = Object.fromEntries(sumNames.map((name, at) => [name, at])) as Record<SumName, number>;

export const mostUnits = 2000;

/** The sums of one member, to be filled. */
export class Sums {
  readonly values = new Float64Array(width);
  add(name: SumName, value: number): void {
    this.values[place[name]] = (this.values[place[name]] as number) + value;
  }
}

export class Tally {
  /** [units x width] */
  readonly rows: Float64Array;
  readonly #random: () => number;
  /** With anything held out. */
  members = 0;
  #next = 0;
  readonly #gathers: boolean;

  constructor(members: number, seed: number) {
    this.#gathers = members > mostUnits;
    this.rows = new Float64Array(Math.min(members, mostUnits) * width);
    this.#random = seededRandom(seed);
  }

  /** Once a member, in the same order whatever the model. */
  add({ values }: Sums): void {
    if ((values[place.ratings] as number) > 0) this.members++;
    const unit = this.#gathers ? Math.floor(this.#random() * mostUnits) : this.#next++;
    for (let n = 0; n < width; n++)
      this.rows[unit * width + n] = (this.rows[unit * width + n] as number) + (values[n] as number);
  }
}

/** Rows of units that have anything held out. */
export const presentRows = ({ rows }: Pick<Tally, "rows">): Float64Array => {
  const units = Array.from({ length: rows.length / width }, (_, unit) => unit * width).filter(
    (from) => (rows[from + place.ratings] as number) + (rows[from + place.lists] as number) > 0,
  );
  const present = new Float64Array(units.length * width);
  for (const [n, from] of units.entries()) present.set(rows.subarray(from, from + width), n * width);
  return present;
};

export const totalOf = (rows: Float64Array): Float64Array => {
  const total = new Float64Array(width);
  for (let n = 0; n < rows.length; n++) total[n % width] = (total[n % width] as number) + (rows[n] as number);
  return total;
};

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);

/** Figures out of sums; NaN where nothing was measured. */
type Figure = (of: (name: SumName) => number) => number;
const mean =
  (part: SumName, whole: SumName): Figure =>
  (of) =>
    ratio(of(part), of(whole));
const f1 = (hits: number, wrong: number): number => (hits + wrong > 0 ? (2 * hits) / (2 * hits + wrong) : 0);

export const figures = {
  rmse: (of) => Math.sqrt(ratio(of("squared"), of("rated"))),
  mae: mean("absolute", "rated"),
  [coverageMetric]: mean("inside", "rated"),
  accuracy: (of) => ratio(of("hit") + of("correctRejection"), of("ratings")),
  f1_macro: (of) => {
    const wrong = of("falseAlarm") + of("miss");
    return of("ratings") > 0 ? (f1(of("hit"), wrong) + f1(of("correctRejection"), wrong)) / 2 : Number.NaN;
  },
  brier: mean("brier", "ratings"),
  "ndcg@10": mean("ndcg", "lists"),
  "recall@10": mean("recall", "lists"),
  "precision@10": mean("precision", "lists"),
  "mrr@10": mean("mrr", "lists"),
  "hit@10": mean("listHit", "lists"),
  "novelty@10": mean("novelty", "lists"),
  "diversity@10": mean("diversity", "pairs"),
  "popularity@10": mean("popularity", "lists"),
  "popularity_lift@10": (of) =>
    ratio(ratio(of("popularity"), of("lists")), ratio(of("chosenPopularity"), of("ratings"))),
} as const satisfies Record<string, Figure>;
export type FigureName = keyof typeof figures;
export const figureNames = Object.keys(figures) as FigureName[];

export const figureOf = (name: FigureName, total: Float64Array): number =>
  figures[name]((sum) => total[place[sum]] as number);

/** The sums that these figures are made of. */
export const sumsOf = (names: readonly FigureName[]): ReadonlySet<SumName> => {
  const used = new Set<SumName>();
  for (const name of names)
    figures[name]((sum) => {
      used.add(sum);
      return 1;
    });
  return used;
};

/** As stored beside a model's weights: a column a sum, without saying whose they are. */
export const tallyArrays = ({ rows }: Pick<Tally, "rows">): Arrays =>
  Object.fromEntries(
    sumNames.map((name) => [
      memberSums + name,
      Float32Array.from(
        { length: rows.length / width },
        (_, unit) => rows[unit * width + place[name]] as number,
      ),
    ]),
  );

/** Null for a model stored before such sums were. */
export const storedTally = (arrays: Arrays): Pick<Tally, "rows"> | null => {
  const units = arrays[memberSums + sumNames[0]]?.length;
  if (units === undefined) return null;
  const rows = new Float64Array(units * width);
  for (const [at, name] of sumNames.entries())
    for (const [unit, value] of (arrays[memberSums + name] ?? []).entries()) rows[unit * width + at] = value;
  return { rows };
};

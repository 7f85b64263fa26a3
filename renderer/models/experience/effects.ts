/**
 * What a visit does to its rating, and to coming back: y = α_u + γ_fw + δ_f·h_u + θ ĝ_uf + β·x + e,
 *   α_u each member, γ_fw each film in each calendar week, h_u the member's habits (day-parts, weekend, company) with slopes of each film,
 *   ĝ_uf the rating as other ratings foretell it (taste.ts), x what was so at the visit (conditions.ts).
 * Which showing of a film one goes to in a week follows from habits; who has other habits may also have another taste, which δ and ĝ take
 * away. What is left is compared within the film, the week and the member. Errors of one showing may go together (partial-out.ts).
 * A change in a room is looked for among one half of the members and measured on the other, with all other rooms as its control.
 */
import type { Visits } from "../../../shared/domain/experience.ts";
import {
  type Condition,
  type Effect,
  type JointEffects,
  type Outcome,
  returnDays,
  type Segment,
} from "../../../shared/domain/experience-report.ts";
import { factorise, quadraticForm } from "../linear-algebra.ts";
import { returnedOf } from "./coming-back.ts";
import { comparable, groupingsOf } from "./comparison.ts";
import type { ConditionColumn } from "./conditions.ts";
import { absorbedBy, gramOf, type LeastSquares, leastSquares, partialOut } from "./partial-out.ts";
import { type RoomChange, roomChanges } from "./room-changes.ts";

export interface Audience {
  readonly name: string;
  readonly nameZh: string | null;
  readonly members: ReadonlySet<number>; // library ids
}

interface Asked {
  readonly outcome: Outcome;
  readonly visits: Visits;
  readonly conditions: readonly ConditionColumn[];
  /** Of `habitsOf`. */
  readonly habits: Float64Array;
  /** NaN = unknown, [visits]; null = not asked for. */
  readonly foretold: Float64Array | null;
  /** Whose visits; null = all. */
  readonly audience: Audience | null;
  /** Conditions that held for fewer members are not spoken of. */
  readonly fewestMembers: number;
  /** Awaited between pieces of work. */
  readonly step: () => Promise<void>;
  readonly onColumn?: () => void;
  /** Looked for where absent. */
  readonly changes?: readonly RoomChange[];
}

export interface Effects {
  readonly effects: readonly Omit<Effect, "q">[];
  readonly inseparable: readonly Condition[];
  /** Visits that could be compared. */
  readonly rows: number;
  readonly joint: JointEffects;
  readonly changes: readonly RoomChange[];
}

interface Term {
  readonly condition: Condition;
  readonly holds: (n: number) => boolean;
  readonly column: Float64Array;
}

/** Share of a column's squares that must be left within film, week and member. */
const leastLeft = 1e-3;
const fewestVisits = 60;
/** Share of a column that nothing else tells, below which its effect is not told. */
const leastTolerance = 0.2;

/** Which column the others tell most of; `tolerance` = 1 / (G_ii (G⁻¹)_ii), the share that they do not tell. */
const mostTold = (X: readonly Float64Array[]): { at: number; tolerance: number } => {
  const k = X.length;
  const gram = gramOf(X);
  const own = X.map((_, i) => gram[i * k + i] as number);
  const L = factorise(gram, k);
  return own.reduce(
    (least, squares, i) => {
      const unit = Float64Array.from({ length: k }, (_, j) => (i === j ? 1 : 0));
      const tolerance = 1 / (squares * quadraticForm(L, k, unit));
      return tolerance < least.tolerance ? { at: i, tolerance } : least;
    },
    { at: -1, tolerance: 1 },
  );
};

const isoDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The visits that are compared, as rows. */
interface Sample {
  readonly rows: readonly number[];
  /** A column of the rows without what film and week, member and habits explain. */
  freed(values: (n: number) => number): Promise<Float64Array>;
  heldBy(holds: Term["holds"]): { readonly visits: number; readonly members: number };
  /** Enough visits and members have it, and enough visits lack it. */
  isTold(holds: Term["holds"]): boolean;
  regress(y: Float64Array, X: readonly Float64Array[]): LeastSquares;
}

const sampleOf = (asked: Asked): Sample => {
  const { outcome, visits, foretold, audience, fewestMembers, step } = asked;
  const { member, at, showing, rating } = visits;
  const lastAt = at.reduce((latest, each) => Math.max(latest, each), 0);
  const isKnown = (n: number): boolean =>
    outcome === "rating"
      ? !Number.isNaN(rating[n] as number) && !Number.isNaN(foretold?.[n] ?? 0)
      : (at[n] as number) <= lastAt - returnDays * 86_400;
  const rows = comparable(
    visits,
    [...member.keys()].filter((n) => (audience?.members.has(member[n] as number) ?? true) && isKnown(n)),
  );
  const groupings = groupingsOf(visits, rows, asked.habits, outcome);
  const absorbed = absorbedBy(groupings) + 1;
  const clusters = Int32Array.from(rows, (n) => showing[n] as number);
  const heldBy: Sample["heldBy"] = (holds) => {
    const held = rows.filter(holds);
    return { visits: held.length, members: new Set(held.map((n) => member[n])).size };
  };
  return {
    rows,
    heldBy,
    freed: async (values) => {
      const column = Float64Array.from(rows, values);
      await partialOut([column], groupings, step);
      asked.onColumn?.();
      return column;
    },
    isTold: (holds) => {
      const { visits: count, members } = heldBy(holds);
      return count >= fewestVisits && members >= fewestMembers && rows.length - count >= fewestVisits;
    },
    regress: (y, X) => leastSquares(y, X, clusters, absorbed),
  };
};

/** The conditions whose effect can be told, and those that film, week, member or the other conditions tell. */
const separated = async (
  { rows, freed, isTold }: Sample,
  conditions: readonly ConditionColumn[],
): Promise<{ readonly base: readonly Term[]; readonly inseparable: readonly Condition[] }> => {
  const inseparable: Condition[] = [];
  const base: Term[] = [];
  for (const { condition, values } of conditions) {
    const holds = (n: number): boolean => values[n] !== 0;
    if (condition.kind !== "price" && !isTold(holds)) continue;
    const before = rows.reduce((sum, n) => sum + (values[n] as number) ** 2, 0);
    const column = await freed((n) => values[n] as number);
    const left = column.reduce((sum, value) => sum + value * value, 0);
    if (left > leastLeft * before) base.push({ condition, holds, column });
    else if (before > 0) inseparable.push(condition);
  }
  for (;;) {
    const { at: worst, tolerance } = mostTold(base.map(({ column }) => column));
    if (worst < 0 || tolerance >= leastTolerance) return { base, inseparable };
    inseparable.push((base[worst] as Term).condition);
    base.splice(worst, 1);
  }
};

/** Changes of rooms: sought among one half of the members, told of the other; what is sought, or too rare, is taken away beside. */
const changesIn = async (
  { visits: { member, screen, day }, changes, step }: Asked,
  { rows, freed, isTold }: Sample,
  residualsBeside: (columns: readonly Float64Array[]) => Float64Array,
): Promise<{
  readonly found: readonly RoomChange[];
  readonly terms: readonly Term[];
  readonly nuisance: readonly Float64Array[];
}> => {
  const seeks = (n: number): boolean => (member[n] as number) % 2 === 0;
  const isIn =
    ({ screen: id, from, to }: RoomChange) =>
    (n: number): boolean =>
      screen[n] === id && (day[n] as number) >= from && (day[n] as number) <= to;
  const halves: (readonly [sought: Float64Array, measured: Float64Array])[] = [];
  const halvesOf = async (change: RoomChange, place: number): Promise<readonly Float64Array[]> => {
    halves[place] ??= [
      await freed((n) => (isIn(change)(n) && seeks(n) ? 1 : 0)),
      await freed((n) => (isIn(change)(n) && !seeks(n) ? 1 : 0)),
    ];
    return halves[place];
  };
  const rowsOf = (column: Int32Array): Int32Array => Int32Array.from(rows, (n) => column[n] as number);
  const found =
    changes ??
    (await roomChanges(
      rowsOf(screen),
      rowsOf(day),
      async (known) => residualsBeside((await Promise.all(known.map(halvesOf))).flat()),
      (row) => seeks(rows[row] as number),
      step,
    ));
  await Promise.all(found.map(halvesOf));
  const nuisance = halves.map(([sought]) => sought);
  const terms: Term[] = [];
  for (const [place, change] of found.entries()) {
    const { screen: id, from, to } = change;
    const condition: Condition = { kind: "change", screen: id, from: isoDate(from), to: isoDate(to) };
    const column = halves[place]?.[1] as Float64Array;
    const holds = (n: number): boolean => isIn(change)(n) && !seeks(n);
    if (isTold(holds)) terms.push({ condition, holds, column });
    else nuisance.push(column);
  }
  return { found, terms, nuisance };
};

/** Each effect with its interval; a screen stands against the average visit, or all of them would move with the one they are compared to. */
const toldOf = (
  outcome: Outcome,
  segment: Segment,
  { rows, heldBy }: Sample,
  screen: Int32Array,
  terms: readonly Term[],
  { β, V }: LeastSquares,
): Pick<Effects, "effects" | "joint"> => {
  const k = β.length;
  /** Σ a_i β_i with its interval. */
  const told = ({ condition, holds }: Omit<Term, "column">, a: Float64Array): Omit<Effect, "q"> => {
    const estimate = a.reduce((sum, weight, i) => sum + weight * (β[i] as number), 0);
    const variance = V.reduce(
      (sum, cell, at) => sum + (a[Math.floor(at / k)] as number) * (a[at % k] as number) * cell,
      0,
    );
    const half = 1.96 * Math.sqrt(Math.max(0, variance));
    return {
      outcome,
      condition,
      segment,
      ...heldBy(holds),
      estimate,
      low: estimate - half,
      high: estimate + half,
      evidence: condition.kind === "change" ? "naturalExperiment" : "associated",
    };
  };
  const alone = (place: number): Float64Array => Float64Array.from(β, (_, i) => (i === place ? 1 : 0));
  const rooms = terms.flatMap(({ condition, holds }, place) =>
    condition.kind === "screen"
      ? [{ id: condition.screen, place, share: heldBy(holds).visits / rows.length }]
      : [],
  );
  const others = terms.flatMap(({ condition }, place) => (condition.kind === "screen" ? [] : [place]));
  const average = new Float64Array(k);
  for (const { place, share } of rooms) average[place] = share;
  const usual = rows.find((n) => rooms.every(({ id }) => id !== screen[n]));
  if (rooms.length > 0 && usual !== undefined)
    rooms.push({ id: screen[usual] as number, place: -1, share: 0 });
  return {
    effects: [
      ...others.map((place) => told(terms[place] as Term, alone(place))),
      ...rooms.map(({ id, place }) =>
        told(
          { condition: { kind: "screen", screen: id }, holds: (n) => screen[n] === id },
          alone(place).map((own, i) => own - (average[i] as number)),
        ),
      ),
    ],
    joint: {
      segment,
      conditions: others.map((place) => (terms[place] as Term).condition),
      covariance: Float64Array.from(others.flatMap((i) => others.map((j) => V[i * k + j] as number))),
    },
  };
};

export const effectsOf = async (asked: Asked): Promise<Effects> => {
  const { outcome, visits, foretold, audience } = asked;
  const segment = audience && { name: audience.name, nameZh: audience.nameZh };
  const sample = sampleOf(asked);
  const { base, inseparable } = await separated(sample, asked.conditions);
  const known = { inseparable, rows: sample.rows.length };
  if (base.length === 0)
    return {
      ...known,
      effects: [],
      joint: { segment, conditions: [], covariance: new Float64Array(0) },
      changes: [],
    };
  const returned = outcome === "return" ? returnedOf(visits) : () => false;
  const y = await sample.freed((n) =>
    outcome === "rating" ? (visits.rating[n] as number) : Number(returned(n)),
  );
  const taste = foretold ? [await sample.freed((n) => foretold[n] as number)] : [];
  const regress = (terms: readonly Float64Array[]): LeastSquares => sample.regress(y, [...terms, ...taste]);
  const baseColumns = base.map(({ column }) => column);
  const { found, terms, nuisance } = await changesIn(
    asked,
    sample,
    (beside) => regress([...baseColumns, ...beside]).residuals,
  );
  const fit = regress([...baseColumns, ...terms.map(({ column }) => column), ...nuisance]);
  return {
    ...known,
    ...toldOf(outcome, segment, sample, visits.screen, [...base, ...terms], fit),
    changes: found,
  };
};

/** What visits tell of the members' staying: fitted to all weeks, and judged on the last of them by a fit that has not seen them. */
import { intervalZ } from "../../../shared/domain/intervals.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import type {
  Estimate,
  ReasonRow,
  RetentionFacts,
  RetentionGroup,
  RetentionReport,
  Validation,
} from "../../../shared/domain/retention.ts";
import { quadraticForm } from "../linear-algebra.ts";
import { fitBgNbd } from "./bg-nbd.ts";
import { filmFit, type RatedFilms } from "./film-fit.ts";
import { expectedSpend, fitGammaGamma, type GammaGamma } from "./gamma-gamma.ts";
import { type HouseWeeks, houseWeeks, isoDay, upTo } from "./house-weeks.ts";
import {
  type Forecast,
  forecastOf,
  gradientsOf,
  sumOf,
  type Uncertainty,
  uncertaintyOf,
} from "./lapse-forecast.ts";
import { type Beliefs, beliefsOf, fitLapse, type LapseFit, type LapseParameters } from "./lapse-model.ts";
import { priceRise } from "./price-rise.ts";
import { foundReasons, type NamedReason, silenceOf } from "./reasons.ts";
import { seasonAhead } from "./season.ts";
import { withUnseen } from "./unseen.ts";
import { summariesOf, validationOf } from "./validation.ts";
import { worseRooms } from "./worse-rooms.ts";

export interface AskedRetention {
  readonly facts: RetentionFacts;
  readonly rated: RatedFilms;
  readonly segments: readonly {
    readonly name: string;
    readonly nameZh: string | null;
    readonly members: ReadonlySet<number>;
  }[];
  readonly fewestMembers: number;
  readonly ahead: number; // weeks
  /** Whether the member got an offer whose effect falls into the days from `day` on. */
  readonly offered: (member: number, day: number) => boolean;
  readonly step: (share: number) => Promise<void>;
}

export interface FittedHouse {
  readonly house: HouseWeeks;
  readonly reasons: readonly NamedReason[];
  readonly parameters: LapseFit;
}

/** Everything that is known before the week after the last one of `house`, and nothing later. */
export const fittedTo = async (
  { facts, rated }: Pick<AskedRetention, "facts" | "rated">,
  watched: HouseWeeks,
  ahead: number,
  step: (share: number) => Promise<void>,
): Promise<FittedHouse> => {
  const until = watched.first + 7 * watched.weeks;
  const before = silenceOf(watched.members, watched.weeks);
  const { house, fit: silence } = await withUnseen(facts, watched, before, (share) => step(0.2 * share));
  const circumstances = {
    fit: await filmFit(rated, until * 86_400, (share) => step(0.2 + 0.2 * share)),
    rise: priceRise(facts.visits, until),
    worseRooms: await worseRooms(facts.visits, until, () => step(0.4)),
  };
  const width = house.weeks + ahead;
  const reasons = await foundReasons(facts, house, circumstances, silence, width, () => step(0.6));
  const from = {
    ...silence,
    β: Float64Array.from(reasons, (_, k) => (k === 0 ? (silence.β[0] as number) : 0.01)),
  };
  return { house, reasons, parameters: await fitLapse(house, reasons, () => step(0.8), from) };
};

const validationWeeks = 12;
const fewestWeeks = 26; // to learn from

const validated = async (asked: AskedRetention, whole: HouseWeeks): Promise<Validation | null> => {
  const weeks = whole.weeks - validationWeeks;
  if (weeks < fewestWeeks) return null;
  const day = whole.first + 7 * weeks;
  const kept = upTo(whole, weeks, (place) => !asked.offered(whole.memberId[place] as number, day));
  const watched = upTo(whole, weeks, () => true).members;
  const fitted = await fittedTo(asked, kept, validationWeeks, (share) => asked.step(0.5 + 0.4 * share));
  const actual = Float64Array.from(kept.memberId, (id) => {
    const place = whole.placeOf.get(id) as number;
    return whole.visits
      .subarray(place * whole.weeks + weeks, (place + 1) * whole.weeks)
      .reduce((sum, n) => sum + n, 0);
  });
  return validationOf({ ...fitted, actual, holdoutWeeks: validationWeeks, leftOut: watched - kept.members });
};

/** Spend of each member's visits, where the showing's price is known. */
const spendOf = (facts: RetentionFacts, house: HouseWeeks) => {
  const x = new Float64Array(house.members);
  const sum = new Float64Array(house.members);
  let known = 0;
  for (const [n, id] of facts.visits.member.entries()) {
    const place = house.placeOf.get(id);
    const price = facts.visits.price[n] as number;
    if (!(price > 0)) continue;
    known++;
    if (place === undefined) continue;
    x[place] = (x[place] as number) + 1;
    sum[place] = (sum[place] as number) + price * (facts.visits.seats[n] as number);
  }
  if (known === 0) return null;
  const mean = sum.map((total, i) => ((x[i] as number) > 0 ? total / (x[i] as number) : 0));
  const model: GammaGamma = fitGammaGamma(x, mean);
  return {
    each: x.map((count, i) => expectedSpend(model, count, mean[i] as number)),
    told: {
      known: known / facts.visits.member.length,
      mean: sum.reduce((all, value) => all + value, 0) / x.reduce((all, value) => all + value, 0),
      ...model,
    },
  };
};

const worthWeeks = 104;
/** Money a year from now is worth this much less. */
const yearlyDiscount = 0.1;

/** Visits of the members in the weeks ahead, discounted or not, with what is uncertain in their sums. */
const ahead = (
  { house, reasons, parameters }: FittedHouse,
  uncertainty: Uncertainty,
  weeks: number,
  worth: Float64Array | null,
) => {
  const { h, spread } = seasonAhead(parameters.h, weeks);
  const forecast = (p: LapseParameters, beliefs: Beliefs): Forecast =>
    forecastOf(house, reasons, p, beliefs, h, worth);
  return {
    h,
    spread,
    ...forecast(parameters, beliefsOf(house, reasons, parameters)),
    gradients: gradientsOf(uncertainty, (p) => forecast(p, beliefsOf(house, reasons, p)).mean),
  };
};

const reasonRows = (
  { house, reasons, parameters }: FittedHouse,
  { information }: Uncertainty,
  ifStayed: Float64Array,
  h: Float64Array,
  fewestMembers: number,
): ReasonRow[] => {
  const K = reasons.length;
  const lapsed = new Float64Array(K);
  const weeks = new Float64Array(K);
  const members = new Float64Array(K);
  const lost = new Float64Array(K);
  const further = new Float64Array(K);
  beliefsOf(house, reasons, parameters, (i, { q, struck }) => {
    let most = 0;
    let alive = q[house.weeks] as number;
    const stopped = 1 - alive;
    for (let k = 0; k < K; k++) {
      const its = struck[k] as number;
      lapsed[k] = (lapsed[k] as number) + its;
      lost[k] = (lost[k] as number) + its * (ifStayed[i] as number);
      if (its > (struck[most] as number)) most = k;
      const { holds, width } = reasons[k] as NamedReason;
      for (let w = house.start[i] as number; w < house.weeks; w++)
        weeks[k] = (weeks[k] as number) + (holds[i * width + w] as number);
    }
    if (stopped >= 0.5) members[most] = (members[most] as number) + 1;
    for (let j = 0; j < h.length; j++) {
      let stays = 1;
      for (const [k, { holds, width }] of reasons.entries())
        if (holds[i * width + house.weeks + j]) {
          further[k] = (further[k] as number) + alive * (parameters.β[k] as number);
          stays *= 1 - (parameters.β[k] as number);
        }
      alive *= stays;
    }
  });
  const p = K + 2;
  return reasons.map(({ reason }, k): ReasonRow => {
    const value = parameters.β[k] as number;
    const unit = Float64Array.from({ length: p }, (_, at) => (at === 2 + k ? 1 : 0));
    const sd = Math.sqrt(quadraticForm(information, p, unit)); // of ln β
    const count = lapsed[k] as number;
    const scaled = (by: number): Estimate => ({
      value: by,
      low: by * Math.exp(-intervalZ * sd),
      high: by * Math.exp(intervalZ * sd),
    });
    return {
      reason,
      hazard: scaled(value),
      weeks: weeks[k] as number,
      lapsed: scaled(count),
      members: toldCount(members[k] as number, fewestMembers),
      visitsLost: lost[k] as number,
      ahead: further[k] as number,
    };
  });
};

export const retentionOf = async (
  asked: AskedRetention,
): Promise<{ readonly report: Omit<RetentionReport, "seconds">; readonly fitted: FittedHouse }> => {
  const { facts, segments, fewestMembers } = asked;
  const whole = houseWeeks(facts);
  const fitted = await fittedTo(asked, whole, asked.ahead, (share) => asked.step(0.5 * share));
  const { house, reasons, parameters } = fitted;
  const validation = await validated(asked, whole);
  await asked.step(0.9);
  const uncertainty = uncertaintyOf(house, reasons, parameters);
  const beliefs = beliefsOf(house, reasons, parameters);
  const soon = ahead(fitted, uncertainty, asked.ahead, null);
  const discount = Float64Array.from({ length: worthWeeks }, (_, j) => (1 + yearlyDiscount) ** -(j / 52));
  const later = ahead(fitted, uncertainty, worthWeeks, discount);
  await asked.step(0.95);
  const spend = spendOf(facts, house);
  const inMoney = spend && {
    mean: later.mean.map((value, i) => value * (spend.each[i] as number)),
    variance: later.variance.map((value, i) => value * (spend.each[i] as number) ** 2),
    gradients: later.gradients.map((each) => each.map((value, i) => value * (spend.each[i] as number))),
  };
  const groupOf = (segment: RetentionGroup["segment"], its: readonly number[]): RetentionGroup => ({
    segment,
    members: its.length,
    alive: its.reduce((sum, i) => sum + (beliefs.alive[i] as number), 0) / Math.max(1, its.length),
    expected: sumOf(its, soon, soon.gradients, uncertainty, soon.spread),
    value: inMoney && sumOf(its, inMoney, inMoney.gradients, uncertainty, later.spread),
  });
  const bgNbd = fitBgNbd(summariesOf(house, parameters.h));
  const { logLikelihood: _, ...ofBgNbd } = bgNbd;
  const all = [...house.memberId.keys()];
  return {
    fitted,
    report: {
      members: house.members,
      visits: house.visits.reduce((sum, n) => sum + n, 0),
      weeks: house.weeks,
      until: isoDay(house.first + 7 * house.weeks),
      ahead: asked.ahead,
      rate: { mean: parameters.r / parameters.α, r: parameters.r, α: parameters.α },
      season: Array.from(parameters.h, (busy, w) => ({ week: isoDay(house.first + 7 * w), busy })),
      everybody: groupOf(null, all),
      segments: segments
        .map(({ name, nameZh, members }) => ({
          name,
          nameZh,
          places: all.filter((i) => members.has(house.memberId[i] as number)),
        }))
        .filter(({ places }) => places.length >= fewestMembers)
        .map(({ name, nameZh, places }) => groupOf({ name, nameZh }, places)),
      reasons: reasonRows(fitted, uncertainty, soon.ifStayed, soon.h, fewestMembers),
      validation,
      bgNbd: ofBgNbd,
      spend: spend?.told ?? null,
    },
  };
};

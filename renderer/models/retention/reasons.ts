/**
 * Which reasons to lapse the visits bear out. Candidates are looked at one by one beside the model that knows none but silence, by the score
 * of their hazard (Rao 1948): with q from that model, O_i lapses where the reason held and E_i expected,
 *   z = Σ_i (O_i − E_i) / √Σ_i (O_i − E_i)²,   O_i = Σ_d q_id z_ikd,   E_i = β_0 Σ_w P(with the house in w) z_ikw
 */
import type { LapseReason, Quarter, RetentionFacts } from "../../../shared/domain/retention.ts";
import { quarters } from "../../../shared/domain/retention.ts";
import type { RoomChange } from "../experience/room-changes.ts";
import type { FilmFit } from "./film-fit.ts";
import { type HouseWeeks, isoDay } from "./house-weeks.ts";
import { beliefsOf, type LapseParameters, type MemberWeeks, type Reason } from "./lapse-model.ts";
import type { PriceRise } from "./price-rise.ts";

export interface NamedReason extends Reason {
  readonly reason: LapseReason;
}

/** What may have made members stop, found in what was known at the time. */
export interface Circumstances {
  readonly fit: FilmFit | null;
  readonly rise: PriceRise | null;
  readonly worseRooms: readonly RoomChange[];
}

/** So long after prices rose members may stop for it; who minds a price, seats bought do not tell. */
const riseWeeks = 12;
/** Of all weeks of all members, the share in which the best film playing fits least. */
const starvedShare = 0.2;
const fewestOfBand = 100;
/** Of some thirty candidates one would be found by chance in twenty libraries. */
const leastZ = 3;

export const quarterOf = (day: number): Quarter =>
  quarters[Math.floor((new Date(day * 86_400_000).getUTCMonth() + 1) / 3) % 4] as Quarter;

const everywhere = (members: number, width: number): Uint8Array => new Uint8Array(members * width).fill(1);

/** Best fit of the films of each week so far; weeks ahead are not known, and do not hold. */
const starved = ({ playing }: RetentionFacts, house: HouseWeeks, fit: FilmFit, width: number): Uint8Array => {
  const films = Array.from({ length: house.weeks }, () => [] as number[]);
  for (const [n, film] of playing.film.entries())
    films[Math.floor(((playing.monday[n] as number) - house.first) / 7)]?.push(film);
  const best = new Float32Array(house.members * house.weeks).fill(Number.NaN);
  for (const [i, member] of house.memberId.entries()) {
    const known = new Map<number, number>();
    for (const [w, its] of films.entries()) {
      let most = Number.NEGATIVE_INFINITY;
      for (const film of its) {
        const fits = known.get(film) ?? fit.of(member, film);
        known.set(film, fits);
        if (fits > most) most = fits;
      }
      best[i * house.weeks + w] = most === Number.NEGATIVE_INFINITY ? Number.NaN : most;
    }
  }
  const sorted = best.filter((value) => !Number.isNaN(value)).sort();
  const threshold = sorted[Math.floor(starvedShare * sorted.length)] ?? Number.NEGATIVE_INFINITY;
  const holds = new Uint8Array(house.members * width);
  for (let i = 0; i < house.members; i++)
    for (let w = 0; w < house.weeks; w++)
      if ((best[i * house.weeks + w] as number) < threshold) holds[i * width + w] = 1;
  return holds;
};

const priceHolds = (house: HouseWeeks, rise: PriceRise, width: number): Uint8Array => {
  const from = Math.max(0, Math.floor((rise.day - house.first) / 7));
  const holds = new Uint8Array(house.members * width);
  for (let i = 0; i < house.members; i++)
    holds.fill(1, i * width + Math.min(width, from), i * width + Math.min(width, from + riseWeeks));
  return holds;
};

const roomHolds = (
  { visits }: RetentionFacts,
  house: HouseWeeks,
  room: RoomChange,
  width: number,
): Uint8Array => {
  const holds = new Uint8Array(house.members * width);
  for (const [n, member] of visits.member.entries()) {
    const day = visits.day[n] as number;
    const place = house.placeOf.get(member);
    const w = Math.floor((day - house.first) / 7);
    if (place !== undefined && w >= 0 && w < house.weeks && visits.screen[n] === room.screen)
      if (day >= room.from && day <= room.to) holds[place * width + w] = 1;
  }
  return holds;
};

function* candidates(
  facts: RetentionFacts,
  house: HouseWeeks,
  { fit, rise, worseRooms }: Circumstances,
  width: number,
): Generator<NamedReason> {
  if (fit) yield { reason: { kind: "taste" }, holds: starved(facts, house, fit, width), width };
  if (rise)
    yield {
      reason: { kind: "price", from: isoDay(rise.day), rise: rise.share },
      holds: priceHolds(house, rise, width),
      width,
    };
  for (const room of worseRooms)
    yield {
      reason: { kind: "room", screen: room.screen, from: isoDay(room.from), to: isoDay(room.to) },
      holds: roomHolds(facts, house, room, width),
      width,
    };
  const { ageBand, ageBands } = facts.members;
  for (const [code, name] of ageBands.entries()) {
    const inside = [...house.factAt.keys()].filter((i) => ageBand[house.factAt[i] as number] === code);
    if (inside.length < fewestOfBand) continue;
    for (const quarter of quarters) {
      const holds = new Uint8Array(house.members * width);
      for (let w = 0; w < width; w++)
        if (quarterOf(house.first + 7 * w + 3) === quarter) for (const i of inside) holds[i * width + w] = 1;
      yield { reason: { kind: "season", ageBand: name, quarter }, holds, width };
    }
  }
}

const scoreOf = (
  data: MemberWeeks,
  silence: Reason,
  parameters: LapseParameters,
  candidate: Reason,
): number => {
  const { weeks, start } = data;
  let [sum, squares] = [0, 0];
  beliefsOf(data, [silence], parameters, (i, { q }) => {
    let later = q[weeks] as number;
    let excess = 0;
    for (let w = weeks - 1; w >= (start[i] as number); w--) {
      later += q[w] as number;
      if (candidate.holds[i * candidate.width + w])
        excess += (q[w] as number) - (parameters.β[0] as number) * later;
    }
    sum += excess;
    squares += excess ** 2;
  });
  return squares > 0 ? sum / Math.sqrt(squares) : 0;
};

/** Silence first, then what the visits bear out. `parameters` are those of silence alone; `width` weeks, those ahead among them. */
export const foundReasons = async (
  facts: RetentionFacts,
  house: HouseWeeks,
  circumstances: Circumstances,
  parameters: LapseParameters,
  width: number,
  step: () => Promise<void>,
): Promise<NamedReason[]> => {
  const silence: NamedReason = {
    reason: { kind: "silence" },
    holds: everywhere(house.members, width),
    width,
  };
  const found = [silence];
  for (const candidate of candidates(facts, house, circumstances, width)) {
    if (scoreOf(house, silence, parameters, candidate) >= leastZ) found.push(candidate);
    await step();
  }
  return found;
};

export const silenceOf = (members: number, width: number): Reason => ({
  holds: everywhere(members, width),
  width,
});

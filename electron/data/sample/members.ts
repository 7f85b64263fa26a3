/** The audience: who they are, how often they come, and how strictly they judge. */
import { normal } from "../../../shared/domain/random.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { addDays } from "./calendar.ts";
import { gamma, pick, streamOf, weighted, weightedKey } from "./chance.ts";
import type { NameSource } from "./sources.ts";
import { type TasteGroup, tasteGroups } from "./taste-groups.ts";
import { counts, ratingTruth } from "./truth.ts";

export interface Member {
  readonly id: number;
  readonly group: number;
  readonly joined: IsoDate;
  readonly ageBand: string;
  readonly gender: string | null;
  readonly occupation: string;
  readonly area: string;
  readonly bias: number; // b_u
  readonly visits: number; // expected visits a week while active
  readonly priceSensitive: boolean;
  /** How much of the catalogue they have seen elsewhere, against the average. */
  readonly appetite: number;
}

export const groupOf = (member: Member): TasteGroup => tasteGroups[member.group] as TasteGroup;

export const makeMembers = (names: NameSource, today: IsoDate, seed: number): Member[] => {
  const random = streamOf(seed, "members");
  const shares = tasteGroups.map(({ share }) => share);
  return Array.from({ length: counts.members }, (_, index): Member => {
    const group = weighted(shares, random);
    const traits = tasteGroups[group] as TasteGroup;
    const ageBand = weightedKey(traits.ages, random);
    const daysAgo = random() < 0.62 ? 365 + random() ** 1.5 * 1800 : 4 + random() * 360;
    return {
      id: index + 1,
      group,
      joined: addDays(today, -Math.round(daysAgo)),
      ageBand,
      gender: random() < 0.06 ? null : random() < 0.52 ? "F" : "M",
      occupation: pick(names.occupations[ageBand] ?? ["not stated"], random),
      area: pick(names.areas, random),
      bias: ratingTruth.memberBias * normal(random),
      visits: (traits.visits * gamma(2, random)) / 2,
      priceSensitive: random() < traits.priceSensitive,
      appetite: gamma(3, random) / 3,
    };
  });
};

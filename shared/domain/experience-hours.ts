/**
 * What the hour does to how many like a film, from what visits say of it:
 *
 *   l_fp = Φ(Φ⁻¹(l_f) + (β_fp - Σ_p s_p β_fp) / σ)
 *
 *   l_f   share of the audience predicted to like film f, at the hours at which it goes out
 *   β_fp  effect of day-part p on the rating of a film as long as f, beside an evening; 0 where its interval holds 0
 *   s_p   share of the visits that were in p
 *   σ     spread of ratings of one film
 * A rating is taken as normal about its film's level, and liked above a mark; the effect moves the level, not the mark.
 */
import { type Condition, type ExperienceReport, longFrom } from "./experience-report.ts";
import { normalBelow, normalQuantile } from "./normal-distribution.ts";
import { type DayPart, dayParts, type Minutes } from "./slate.ts";

export interface LikedFilm {
  readonly runtime: Minutes;
  readonly likeShare: number; // 0..1
}

const isOf =
  (part: DayPart, long: boolean) =>
  (condition: Condition): boolean =>
    (condition.kind === "dayPart" && condition.part === part) ||
    (condition.kind === "longAndLate" && part === "late" && long);

/** Φ(Φ⁻¹(l) + β / σ): the share that likes it where an effect comes on top. */
export const likeShareWith = (likeShare: number, effect: number, spread: number): number =>
  normalBelow(normalQuantile(likeShare) + effect / spread);

/** By day-part; null where visits say of no hour that it matters. */
export const likeAtHours = (
  report: Pick<ExperienceReport, "effects" | "rated" | "spread">,
  { runtime, likeShare }: LikedFilm,
): Readonly<Record<DayPart, number>> | null => {
  if (!(report.spread > 0) || !(likeShare > 0 && likeShare < 1)) return null;
  const told = report.effects.filter(({ outcome, segment }) => outcome === "rating" && segment === null);
  const effectOf = (part: DayPart): number =>
    told
      .filter(({ condition, low, high }) => isOf(part, runtime >= longFrom)(condition) && low * high > 0)
      .reduce((sum, { estimate }) => sum + estimate, 0);
  const shareOf = (part: DayPart): number =>
    (told.find(({ condition }) => condition.kind === "dayPart" && condition.part === part)?.visits ?? 0) /
    report.rated;
  if (dayParts.every((part) => effectOf(part) === 0)) return null;
  const usual = dayParts.reduce((sum, part) => sum + shareOf(part) * effectOf(part), 0);
  return Object.fromEntries(
    dayParts.map((part) => [part, likeShareWith(likeShare, effectOf(part) - usual, report.spread)]),
  ) as Record<DayPart, number>;
};

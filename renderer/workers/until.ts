/** What was known before a day. */
import type { Said } from "../../shared/contract/said.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";

/** Seconds since 1970 at which the day begins; null = never. */
export const secondsOf = (until: IsoDate | null): number =>
  until === null ? Number.POSITIVE_INFINITY : Date.parse(`${until}T00:00:00Z`) / 1000;

/** Texts come by time. */
export const saidUntil = (said: Said, until: IsoDate | null): Said => {
  if (until === null) return said;
  const end = secondsOf(until);
  const n = said.at.findIndex((at) => at >= end);
  if (n < 0) return said;
  const { of, aspects, feelings } = said.mentions;
  const kept = of.findIndex((row) => row >= n);
  const m = kept < 0 ? of.length : kept;
  return {
    ids: said.ids.subarray(0, n),
    films: said.films.subarray(0, n),
    venues: said.venues.subarray(0, n),
    brands: said.brands.filter(({ row }) => row < n),
    at: said.at.subarray(0, n),
    positive: said.positive.subarray(0, n),
    languages: said.languages.subarray(0, n),
    copies: said.copies.subarray(0, n),
    bursts: said.bursts.subarray(0, n),
    mentions: { of: of.subarray(0, m), aspects: aspects.subarray(0, m), feelings: feelings.subarray(0, m) },
    keptBack: said.keptBack,
  };
};

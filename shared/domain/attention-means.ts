/**
 * What a cinema usually has to promote films with, until its programmer says otherwise. Every figure is an assumption: no library tells
 * strengths before campaigns were recorded with a control.
 */
import type { AllocationChannel, AllocationObligation } from "./allocation-instance.ts";

export const meansNames = ["frontPage", "trailers", "messages", "paid"] as const;

const assumed = (value: number) => ({ value, low: value / 2, high: 2 * value, basis: "assumed" as const });

/** `members`: of all segments together. */
export const usualMeans = (members: number): AllocationChannel[] => [
  {
    id: "frontPage",
    unit: "piece",
    capacity: 3,
    cost: 0,
    frequency: 0,
    mostPerFilm: 1,
    reach: 0.4,
    strength: assumed(0.015),
  },
  {
    id: "trailers",
    unit: "piece",
    capacity: 12,
    cost: 0,
    frequency: 0,
    mostPerFilm: 3,
    reach: 0.12,
    strength: assumed(0.03),
  },
  {
    id: "messages",
    unit: "contact",
    capacity: members,
    cost: 0.01,
    frequency: 1,
    mostPerMember: 1,
    strength: assumed(0.012),
  },
  {
    id: "paid",
    unit: "contact",
    capacity: 5 * members,
    cost: 0.02,
    frequency: 0.25,
    mostPerMember: 5,
    strength: assumed(0.004),
  },
];

/** What the user decides beside the films: of a library's own allocation. */
export interface AttentionWish {
  readonly channels: readonly AllocationChannel[];
  readonly budget: number | null;
  readonly frequencyCap: number | null;
  readonly fairness: number | null;
  readonly obligations: readonly AllocationObligation[];
}

/** Money in the currency of prices; contacts of a member a week. */
export const usualWish = (members: number): AttentionWish => ({
  channels: usualMeans(members),
  budget: 300,
  frequencyCap: 2,
  fairness: null,
  obligations: [],
});

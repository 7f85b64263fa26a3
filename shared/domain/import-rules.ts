/**
 * What an import does with a row it cannot take as it is, by rule:
 * `rejected` leaves the row out, `repaired` keeps it without the part that cannot be used.
 */
export const importRules = {
  // The row as a whole
  "unparsable-row": "rejected", // a quote that never closes
  "wrong-columns": "rejected",
  "overlong-field": "rejected", // above 1 MB
  "nul-character": "rejected",
  "missing-required": "rejected",
  duplicate: "rejected", // the same record stands earlier in the source
  // Keys
  "bad-identifier": "rejected", // not a whole number from 1 to 2^31 - 1 where keys are numbers; a key above 500 characters
  "unknown-film": "rejected",
  "unknown-member": "repaired", // added without traits
  "forgotten-member": "rejected", // asked to be forgotten
  // Interactions, tags, reviews
  "rating-outside-scale": "rejected",
  "impossible-time": "rejected", // not whole seconds between 1970 and tomorrow; a clock time that no clock shows
  "impossible-amount": "rejected", // tickets, minutes or a share that cannot be
  "blank-tag": "rejected",
  "blank-text": "rejected",
  "unreadable-rating": "repaired", // a review is kept without its rating
  "unknown-label": "repaired", // a review is kept without its polarity
  // Showings
  "impossible-date": "rejected",
  "future-date": "rejected", // attendance of a day to come
  "unreadable-number": "rejected", // where the row is nothing without it
  "negative-admissions": "rejected",
  "capacity-not-positive": "repaired", // capacity unknown, attendance kept
  "occupancy-over-100": "repaired", // capacity unknown, attendance kept
  "showings-not-positive": "repaired", // counted as one
  "negative-money": "repaired",
  // Films, members
  "blank-title": "repaired", // the source's key stands in
  "unknown-genre": "repaired",
  "unreadable-date": "repaired",
  "unreadable-trait": "repaired",
  "unreadable-link": "repaired",
  "unreadable-value": "repaired",
  "impossible-year": "repaired", // before 1870 or more than 20 years ahead
  "impossible-runtime": "repaired", // not 1 to 1,500 minutes
  // Posters
  "not-an-image": "rejected",
  // Text
  "broken-encoding": "repaired", // bytes outside the encoding become U+FFFD
  "formula-text": "repaired", // kept as plain text: nothing is ever calculated
  "overlong-text": "repaired", // cut at the field's bound
} as const satisfies Record<string, "repaired" | "rejected">;

export type ImportRule = keyof typeof importRules;
export const importRuleNames = Object.keys(importRules) as [ImportRule, ...ImportRule[]];
export const rejectingRules = importRuleNames.filter((rule) => importRules[rule] === "rejected");

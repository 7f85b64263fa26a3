/**
 * What an import does with a row it cannot take as it is, by rule:
 * `rejected` leaves the row out, `repaired` keeps it without the part that cannot be used.
 */
export const importRules = {
  "unparsable-row": "rejected", // a quote that never closes
  "wrong-columns": "rejected",
  "overlong-field": "rejected", // above 1 MB
  "nul-character": "rejected",
  "bad-identifier": "rejected", // not a whole number from 1 to 2^31 - 1
  "rating-outside-scale": "rejected",
  "impossible-time": "rejected", // not whole seconds between 1970 and tomorrow
  "blank-tag": "rejected",
  duplicate: "rejected",
  "unknown-film": "rejected",
  "unknown-member": "repaired", // added without traits
  "broken-encoding": "repaired", // bytes outside the encoding become U+FFFD
  "blank-title": "repaired", // the source's number stands in
  "unknown-genre": "repaired",
  "unreadable-date": "repaired",
  "unreadable-trait": "repaired",
  "unreadable-link": "repaired",
} as const satisfies Record<string, "repaired" | "rejected">;

export type ImportRule = keyof typeof importRules;
export const importRuleNames = Object.keys(importRules) as [ImportRule, ...ImportRule[]];

/** How the outcome of a row is coloured, everywhere. */
export const outcomeTones = {
  accepted: "good",
  repaired: "warn",
  rejected: "bad",
  leftOut: "neutral",
} as const;

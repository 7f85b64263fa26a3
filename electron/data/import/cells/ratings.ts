/** Ratings: "4.5", "8/10", "80%", "★★★½", read onto the scale the column uses; labels that say good or bad. */
import type { FieldReading } from "../../../../shared/contract/import-mapping.ts";
import type { RatingScale } from "../../../../shared/domain/interactions.ts";
import { longestValue } from "./bounds.ts";
import { readNumber } from "./numbers.ts";

const simple = /^\d{1,3}(?:\.\d{1,9})?$/;
const fraction = /^(.+?)\s*(?:\/|out of|von)\s*(\d+(?:\.\d+)?)$/i;
const stars = /^[★⭐*]+[½]?[☆✩]*$|^½[☆✩]*$/u;
const starWord = /\s*(?:stars?|星|分|points?|pts)$/i;

const countOf = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;

/** Whether `value` is one of the scale's marks, but for rounding. */
export const onScale = (value: number, { min, max, step }: RatingScale): boolean => {
  if (!(value >= min && value <= max)) return false;
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
};

/** A rating on `scale`, or null where the text is none or its value lies beside the scale. */
export const readRating = (text: string, scale: RatingScale, decimal: "." | "," = "."): number | null => {
  if (decimal === "." && simple.test(text)) return placed(Number(text), scale);
  if (text.length > longestValue) return null;
  const plain = text.trim();
  const bare = stars.test(plain) ? null : plain.replace(starWord, "");
  if (bare === null) return placed(countOf(plain, /[★⭐*]/gu) + (plain.includes("½") ? 0.5 : 0), scale);
  const number = readNumber(bare, decimal);
  if (number !== null)
    // A percent sign on another scale than 0 to 100 is a share of its way up.
    return placed(plain.endsWith("%") && scale.max !== 100 ? (number / 100) * scale.max : number, scale);
  const [, part, whole] = fraction.exec(bare) ?? [];
  if (part === undefined || !Number(whole)) return null;
  const of = readNumber(part, decimal);
  return of === null ? null : placed((of / Number(whole)) * scale.max, scale);
};

const placed = (value: number, scale: RatingScale): number | null => {
  if (!onScale(value, scale)) return null;
  if (Number.isInteger(value) && Number.isInteger(scale.min * 2) && scale.step >= 0.5) return value;
  const steps = Math.round((value - scale.min) / scale.step);
  // On the mark itself: 0.1 + 2 * 0.1 is not 0.3.
  return Number((scale.min + steps * scale.step).toFixed(9));
};

/** -1, 0 or 1 by its label; undefined where the label means nothing. */
export const readPolarity = (
  text: string,
  polarity: NonNullable<FieldReading["polarity"]>,
): -1 | 0 | 1 | undefined => {
  const label = text.trim().toLowerCase();
  if (Object.hasOwn(polarity, label)) return polarity[label];
  const found = Object.keys(polarity).find((name) => name.toLowerCase() === label);
  return found === undefined ? undefined : polarity[found];
};

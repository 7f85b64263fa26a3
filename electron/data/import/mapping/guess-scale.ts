/** The rating scale that holds all marks of a column: the least of the usual ones, or one of its own. */
import type { RatingScale } from "../../../../shared/domain/interactions.ts";
import { onScale } from "../cells/ratings.ts";
import { isNumeric, perColumn } from "./column-profile.ts";

const usual: readonly RatingScale[] = [
  { min: 1, max: 5, step: 1 },
  { min: 0, max: 5, step: 1 },
  { min: 0.5, max: 5, step: 0.5 },
  { min: 0, max: 5, step: 0.5 },
  { min: 0, max: 5, step: 0.1 },
  { min: 1, max: 10, step: 1 },
  { min: 0, max: 10, step: 1 },
  { min: 0.5, max: 10, step: 0.5 },
  { min: 0, max: 10, step: 0.1 },
  { min: 0, max: 100, step: 1 },
  { min: 0, max: 100, step: 0.1 },
];

const denominator = /(?:\/|out of)\s*(\d{1,3})$/i;
const stars = /^[★⭐*½☆✩]+$/u;

/** Marks that are none are dirt only while they are few. */
const shareOnScale = 0.98;

/** null where the values are no ratings. */
export const guessScale = perColumn((column): RatingScale | null => {
  const sample = column.values.slice(0, 2_000);
  if (sample.length === 0) return null;
  if (sample.every((value) => stars.test(value))) return { min: 0.5, max: 5, step: 0.5 };
  const whole = denominator.exec(sample[0] ?? "")?.[1];
  if (whole !== undefined) {
    const halves = sample.some((value) => /[.,]\d/.test(value));
    return { min: 0, max: Number(whole), step: halves ? 0.5 : 1 };
  }
  if (!isNumeric(column) || column.least < 0 || column.most > 100) return null;
  if (sample.every((value) => value.endsWith("%"))) return { min: 0, max: 100, step: 1 };
  // "4.0" is written where halves are meant, whatever the first rows hold.
  const writesTenths = sample.every((value) => /[.,]\d$/.test(value));
  const fitting = usual.find(
    (scale) =>
      (!writesTenths || scale.step < 1) &&
      column.numbers.filter((value) => onScale(value, scale)).length >= column.numbers.length * shareOnScale,
  );
  return fitting ?? null;
});

/** The scale a library's ratings are on. */
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import type { Connection } from "../store/library.ts";

export const libraryScale = (db: Connection): RatingScale | null =>
  (db.prepare("SELECT min, max, step FROM rating_scale").get() as RatingScale | undefined) ?? null;

/** Whether every rating of `inner` is one of `outer`. */
export const scaleHolds = (outer: RatingScale, inner: RatingScale): boolean =>
  inner.min >= outer.min &&
  inner.max <= outer.max &&
  Number.isInteger(inner.step / outer.step) &&
  Number.isInteger((inner.min - outer.min) / outer.step);

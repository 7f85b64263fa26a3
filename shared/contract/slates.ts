/** Which films to book for the coming weeks: a frontier of slates rather than one answer. */
import { z } from "zod";
import type { FilmGoal } from "../domain/objective.ts";
import { IsoDate } from "./schemas.ts";

const Film = z.number().int();
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

export const mostSlateWeeks = 6;
/** The weeks after one another, with the films that may play in each. */
export const SlateWeek = z.object({ days: list(IsoDate), films: list(Film) });
export type SlateWeek = z.infer<typeof SlateWeek>;

export const SlateWish = z.object({
  /** Titles a week at most; as many as the house has played a day of late where absent. */
  titles: z.number().int().min(1).optional(),
  /** Film hire of all weeks at most, in the currency of prices. */
  hireBudget: z.number().positive().optional(),
  /** Films that must be booked, in every week they may play, and films that must not. */
  booked: list(Film).default([]),
  refused: list(Film).default([]),
});
export type SlateWish = z.infer<typeof SlateWish>;

export const slateActions = [
  "open", // never played here
  "return", // played here before, not the week before
  "hold", // as the week before
  "larger", // stays, in larger rooms than the week before
  "smaller", // stays, in smaller rooms
  "takeOff", // played the week before
  "leaveOut", // did not, and is not booked
] as const;
export const SlateAction = z.enum(slateActions);
export type SlateAction = z.infer<typeof SlateAction>;

const Booking = z.object({
  film: Film,
  /** From 0. */
  week: z.number().int(),
  action: SlateAction,
  showings: z.number(),
  admissions: z.number(),
  /** Seats of its room, on average. */
  seats: z.number(),
});
export type Booking = z.infer<typeof Booking>;

const Decision = z.object({
  film: Film,
  booked: z.boolean(),
  /** In the seven days before; null: not played. */
  lastWeek: z.number().nullable(),
  /** What all films together would draw more without it, or with it beside the others, below 0: less; null: it cannot be had. Counted in what is sought. */
  change: z.number().nullable(),
});

const Slate = z.object({
  /** What was sought; empty: the most genres. */
  sought: z.custom<readonly (FilmGoal | "diversity")[]>(),
  admissions: z.number(),
  /** After film hire; null where no price is known. */
  revenue: z.number().nullable(),
  hire: z.number().nullable(),
  /** Admissions of people who will like what they see, and of those for whom little else is offered; null without a model. */
  satisfaction: z.number().nullable(),
  reach: z.number().nullable(),
  genres: list(z.string()),
  bookings: list(Booking),
  decisions: list(Decision),
  /** How far what was sought may be from the best possible, proven. */
  gap: z.number(),
});
export type Slate = z.infer<typeof Slate>;

export const SlateFrontier = z.object({
  weeks: list(list(IsoDate)),
  titles: z.number().int(),
  slates: list(Slate),
  seconds: z.number(),
});
export type SlateFrontier = z.infer<typeof SlateFrontier>;

export const SlateFailure = z.discriminatedUnion("type", [
  z.object({ type: z.literal("NoCandidates") }),
  z.object({ type: z.literal("NoScreens") }),
  /** Obligations, budget and number of titles cannot all be met. */
  z.object({ type: z.literal("NoSlate") }),
]);

/** Rooms that are turned over at once: people leave, cleaning begins. A room is turned over from its film's end until it is clear. */
import type { Minutes } from "./slate.ts";

/** The windows of the day, each `minutes` long, that a turnover falls into; a moment where there is no cleaning. */
export const turnoverWindows = (end: Minutes, clear: Minutes, minutes: Minutes): number[] => {
  const first = Math.floor(end / minutes);
  const last = Math.max(first, Math.ceil(clear / minutes) - 1);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
};

export const quarterHour: Minutes = 15;

/** Rooms that a house turns over at once as a matter of course. */
export const usualTurnovers = (screens: number): number => Math.max(1, Math.ceil(screens / 4));

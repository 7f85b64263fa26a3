/** Days as numbers: days since 1970-01-01. */
import type { IsoDate } from "../../shared/domain/slate.ts";

const millisecondsADay = 86_400_000;

export const dayNumber = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`) / millisecondsADay;

export const isoDate = (day: number): IsoDate => new Date(day * millisecondsADay).toISOString().slice(0, 10);

/** 0 Monday .. 6 Sunday: 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (day + 3) % 7;

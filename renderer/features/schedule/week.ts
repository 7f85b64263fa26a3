import type { IsoDate } from "../../../shared/domain/slate.ts";

/** Calendar arithmetic without a time zone: "2026-12-31" and one day are "2027-01-01". */
export const addDays = (day: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

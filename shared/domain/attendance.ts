/** Attendance of films by venue and day, as columns of equal length. */
export interface AttendanceDays {
  readonly venue: Int32Array;
  readonly film: Int32Array;
  readonly day: Int32Array; // since 1970-01-01
  readonly showings: Int32Array;
  readonly admissions: Int32Array;
  /** Days that are holidays where a venue is, past and to come. */
  readonly holidays: readonly { readonly venue: number; readonly days: Int32Array }[];
}

const isoDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** First and last day of the last `weeks` whole weeks known. */
export const lastWeeks = ({ day }: AttendanceDays, weeks: number): { from: string; to: string } => {
  const last = day.reduce((latest, each) => Math.max(latest, each), 0);
  return { from: isoDate(last - 7 * weeks + 1), to: isoDate(last) };
};

/** What films drew, day by day, and what the forecast's model expects of those very showings; columns of equal length. */
export interface FilmDays {
  readonly film: Int32Array;
  readonly day: Int32Array;
  readonly seen: Float64Array;
  readonly expected: Float64Array;
}

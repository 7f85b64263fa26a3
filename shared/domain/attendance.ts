/** Attendance of films by venue and day, as columns of equal length. */
export interface AttendanceDays {
  readonly venue: Int32Array;
  readonly film: Int32Array;
  readonly day: Int32Array; // since 1970-01-01
  readonly showings: Int32Array;
  readonly admissions: Int32Array;
}

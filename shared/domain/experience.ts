/** What a visit was like, and what came of it. */

/** A version of a film as it was shown; `subtitles` is null where there were none. */
export interface ShownVersion {
  readonly format: string;
  readonly audio: string;
  readonly subtitles: string | null;
}

/** Tickets whose time is the start of one showing alone, as columns of equal length, ordered by member, film, time. */
export interface Visits {
  readonly member: Int32Array; // library ids
  readonly film: Int32Array;
  readonly showing: Int32Array;
  readonly screen: Int32Array;
  readonly at: Float64Array; // seconds since 1970
  readonly day: Int32Array; // business day, since 1970-01-01
  readonly start: Int32Array; // minutes of the business day
  readonly seats: Float32Array; // taken with this ticket
  readonly filled: Float32Array; // share of the room's seats
  readonly price: Float32Array; // gross of the showing per admission; NaN = unknown
  readonly version: Int32Array; // place in `versions`; -1 = unknown
  /** Given after this visit and before the next one to the film; NaN = none. */
  readonly rating: Float32Array;
  readonly versions: readonly ShownVersion[];
  /** Of all tickets looked at, those that are no visit here: no showing of the film starts then, or several do. */
  readonly unmatched: number;
}

/** How long members watched films elsewhere, as columns of equal length. */
export interface Viewings {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly minutes: Float32Array;
  readonly day: Int32Array; // on which it began, since 1970-01-01, where the venues are
  readonly start: Int32Array; // minutes of that day
}

export interface ScreenName {
  readonly id: number;
  readonly name: string;
  readonly venue: string;
  readonly capacity: number;
}

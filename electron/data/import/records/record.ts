/** What rows become. Keys are the source's own, as text; they live in memory only. */
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { InteractionKind } from "../../../../shared/domain/interactions.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";

export interface Credit {
  readonly role: string; // "director", "writer", "cast", …
  readonly name: string;
}
export interface Version {
  readonly format: string;
  readonly audio: string;
  readonly subtitles: string | null;
}

/** `title` null: the row only adds to a film that other rows name. */
export interface FilmRecord {
  readonly key: string;
  readonly title: string | null;
  readonly titleZh: string | null;
  readonly originalTitle: string | null;
  readonly year: number | null;
  readonly releaseDate: string | null;
  readonly runtime: number | null; // minutes
  readonly certificate: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly synopsis: string | null;
  readonly synopsisZh: string | null;
  readonly studio: string | null;
  readonly distributor: string | null;
  readonly series: string | null;
  readonly seriesZh: string | null;
  readonly imdbId: string | null; // "tt0114709"
  readonly tmdbId: number | null;
  readonly eidr: string | null;
  readonly budget: number | null;
  readonly revenue: number | null;
  readonly voteAverage: number | null;
  readonly voteCount: number | null;
  readonly genres: readonly string[];
  readonly keywords: readonly string[];
  readonly people: readonly Credit[];
  readonly versions: readonly Version[];
}

export interface MemberRecord {
  readonly key: string;
  readonly joined: string | null;
  readonly ageBand: string | null;
  readonly gender: string | null;
  readonly occupation: string | null;
  readonly area: string | null;
  /** Only what the user mapped on purpose. */
  readonly identifiers: Readonly<Record<string, string>>;
}

export interface InteractionRecord {
  readonly member: string;
  readonly film: string;
  readonly kind: InteractionKind;
  readonly at: number; // seconds since 1970 UTC; 0 = not told
  readonly value: number; // rating, tickets, minutes or share
}

export interface TagRecord {
  readonly member: string;
  readonly film: string;
  readonly text: string;
  readonly at: number; // 0 = not told
}

/** With `start` a showing, without one a film's day in a venue. */
export interface ShowingRecord {
  readonly venue: string;
  readonly screen: string | null;
  readonly film: string;
  readonly date: string; // business day
  readonly start: number | null; // minutes of the business day
  readonly showings: number;
  readonly capacity: number | null; // of all its showings
  readonly admissions: number;
  readonly gross: number | null;
  /** Which part of the whole this row is, such as a ticket type: parts are summed, the same part twice is a duplicate. */
  readonly part: string | null;
}

export interface ReviewRecord {
  /** The source's key, else "text:" and a digest of what the row says, so that importing again finds it. */
  readonly key: string;
  readonly film: string | null;
  readonly venue: string | null;
  readonly member: string | null;
  readonly channel: "review" | "post";
  readonly language: string; // ISO 639-1
  readonly at: number; // 0 = not told
  readonly rating: number | null;
  readonly polarity: -1 | 0 | 1 | null;
  readonly text: string;
}

export interface VenueRecord {
  readonly key: string; // how other tables name it; the name where there is no key
  readonly name: string;
  readonly nameZh: string | null;
  readonly timeZone: string | null;
  readonly region: string | null;
}

export interface ScreenRecord {
  readonly venue: string;
  readonly name: string;
  readonly capacity: number | null;
  readonly formats: readonly string[];
}

export interface PosterRecord {
  readonly film: string;
  readonly mediaType: string;
  /** Where the picture lies in its source; read when it is stored. */
  readonly image: string;
}

export interface Records {
  readonly films: FilmRecord;
  readonly members: MemberRecord;
  readonly interactions: InteractionRecord;
  readonly tags: TagRecord;
  readonly showings: ShowingRecord;
  readonly reviews: ReviewRecord;
  readonly venues: VenueRecord;
  readonly screens: ScreenRecord;
  readonly posters: PosterRecord;
}

/**
 * One row's record. `film` is set where the row names its film by more than a key: it stands for the film itself unless
 * another table lists it.
 */
export type Staged = {
  readonly [Kind in RecordKind]: {
    readonly kind: Kind;
    readonly record: Records[Kind];
    readonly film: FilmRecord | null;
  };
}[RecordKind];

/**
 * `note` tells of a repair or says why the row is refused; `field` is a field of the kind, null for the row as a whole;
 * `detail` shows what was found.
 */
export type Note = (rule: ImportRule, field: string | null, detail: string) => void;

/** A row's record; null when a rule refuses it, which `note` has told then, or when the mapping does not mean it. */
export type Interpret = (cells: readonly string[], note: Note) => Staged | null;

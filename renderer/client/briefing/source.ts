/** What each topic of a briefing is told from. */
import type { Venue } from "../../../shared/contract/planning.ts";
import type { Statement } from "../../../shared/domain/briefing.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import type { Clients } from "../client.ts";

export interface Asked {
  readonly clients: Clients;
  readonly venue: Venue;
  /** First day of the week to come. */
  readonly week: IsoDate;
  readonly signal?: AbortSignal | undefined;
}

/** Of a past week, what was known when it ended; of the last one, all that is known. */
export const knownBefore = ({ venue, week }: Asked): IsoDate | null =>
  venue.nextWeek !== null && week < venue.nextWeek ? week : null;

/** A batch command that tells what was known then. */
export const commandOf = (until: IsoDate | null, ...command: readonly string[]): string[] =>
  until === null ? [...command] : [...command, "--until", until];

export type Source = (asked: Asked) => Promise<Statement[]>;

const dayMilliseconds = 86_400_000;
export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);

/**
 * What goes out of a week against what went out before. A showing keeps its UID and, while nothing of it changes, its SEQUENCE;
 * the number rises with each export that changes the showing, cancels it or brings it back (RFC 5545, 3.8.7.4).
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { utcIso } from "../../../shared/domain/venue-time.ts";
import type { Connection } from "../store/library.ts";
import type { ShowingView } from "./plan-view.ts";

const ShowingState = z.object({
  film: z.number(),
  title: z.string(),
  titleZh: z.string().nullable(),
  screen: z.string(),
  start: z.string(), // UTC instants
  end: z.string(),
  locked: z.boolean(),
  pencilled: z.boolean().default(false),
});
type ShowingState = z.infer<typeof ShowingState>;

export interface Issued {
  readonly showing: string;
  readonly uid: string;
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly previousStart: string | null;
  readonly state: ShowingState;
}

/** A UUID of version 8 (RFC 9562) from names that any copy of the library shares. */
const uidOf = ({ house, week }: PlanDocument, showing: string): string => {
  const hash = createHash("sha256")
    .update(JSON.stringify([house.name, house.timeZone, week, showing]))
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const stateOf = ({ film, screen, showing, instants }: ShowingView): ShowingState => ({
  film: film.film,
  title: film.title,
  titleZh: film.titleZh,
  screen: screen.name,
  start: utcIso(instants.start),
  end: utcIso(instants.end),
  locked: showing.locked,
  pencilled: showing.pencilled === true,
});

const same = (a: ShowingState, b: ShowingState): boolean =>
  a.film === b.film &&
  a.screen === b.screen &&
  a.start === b.start &&
  a.end === b.end &&
  a.locked === b.locked &&
  a.pencilled === b.pencilled;

/** Showings of the plan in its order, then those that went out before and are no longer in it. */
export const issue = (
  document: PlanDocument,
  views: readonly ShowingView[],
  before: ReadonlyMap<string, Issued>,
): Issued[] => {
  const standing = views.map((view): Issued => {
    const showing = view.showing.id;
    const state = stateOf(view);
    const last = before.get(showing);
    if (!last)
      return {
        showing,
        uid: uidOf(document, showing),
        sequence: 0,
        cancelled: false,
        previousStart: null,
        state,
      };
    const unchanged = !last.cancelled && same(last.state, state);
    return {
      showing,
      uid: last.uid,
      sequence: unchanged ? last.sequence : last.sequence + 1,
      cancelled: false,
      previousStart: last.state.start === state.start ? last.previousStart : last.state.start,
      state,
    };
  });
  const planned = new Set(standing.map(({ showing }) => showing));
  const gone = [...before.values()]
    .filter(({ showing }) => !planned.has(showing))
    .map((last) => (last.cancelled ? last : { ...last, sequence: last.sequence + 1, cancelled: true }));
  return [...standing, ...gone];
};

export const changesOf = (before: ReadonlyMap<string, Issued>, issued: readonly Issued[]) => {
  const changes = { added: 0, changed: 0, cancelled: 0, unchanged: 0 };
  for (const { showing, sequence, cancelled } of issued) {
    const last = before.get(showing);
    if (!last || (last.cancelled && !cancelled)) changes.added++;
    else if (last.sequence !== sequence) changes[cancelled ? "cancelled" : "changed"]++;
    else if (!cancelled) changes.unchanged++;
  }
  return changes;
};

interface Row {
  readonly showing: string;
  readonly uid: string;
  readonly sequence: number;
  readonly cancelled: 0 | 1;
  readonly previousStart: string | null;
  readonly state: string;
}

export const lastIssued = (db: Connection, { house, week }: PlanDocument): Map<string, Issued> => {
  const rows = db
    .prepare(
      `SELECT showing, uid, sequence, cancelled, previous_start AS previousStart, state
       FROM exported_showing WHERE venue = ? AND week = ? ORDER BY showing`,
    )
    .all(house.venue, week) as Row[];
  return new Map(
    rows.map((row) => [
      row.showing,
      { ...row, cancelled: row.cancelled === 1, state: ShowingState.parse(JSON.parse(row.state)) },
    ]),
  );
};

export const rememberIssued = (
  db: Connection,
  { house, week }: PlanDocument,
  issued: readonly Issued[],
): void => {
  const keep = db.prepare(
    `INSERT OR REPLACE INTO exported_showing (venue, week, showing, uid, sequence, cancelled, previous_start, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    for (const { showing, uid, sequence, cancelled, previousStart, state } of issued)
      keep.run(
        house.venue,
        week,
        showing,
        uid,
        sequence,
        cancelled ? 1 : 0,
        previousStart,
        JSON.stringify(state),
      );
  }).immediate();
};

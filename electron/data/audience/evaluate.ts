/** Who a rule lets in: one mask over the members a condition, joined by and / or. */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import {
  isGroup,
  type RuleCondition,
  type SegmentRule,
  saysNothing,
} from "../../../shared/domain/segment-rule.ts";
import { breathe } from "../breathe.ts";
import { maskOf } from "../columns/answer.ts";
import type { ColumnTable, NumberColumn } from "../columns/column.ts";
import { invert, passingOne } from "../columns/select.ts";
import { type Visitors, whoDid } from "../columns/visitors.ts";
import type { Connection } from "../store/library.ts";
import { genreCounts } from "./genre-counts.ts";

/** What conditions look at. */
export interface Ground {
  readonly db: Connection;
  readonly members: ColumnTable;
  readonly films: ColumnTable;
  /** Null while figures are being made: genres count nothing until then. */
  readonly visitors: Visitors | null;
  /** Members of another segment; an empty mask for one that is gone. The mask is not the caller's to change. */
  readonly segment: (id: number) => Promise<Uint8Array>;
}

const secondsADay = 86_400;

/** The day of the library's latest activity: "so long ago" is counted from it, not from today. */
const latestDay = ({ columns }: ColumnTable): number => {
  const { values } = columns.lastAt as NumberColumn;
  let latest = 0;
  for (let row = 0; row < values.length; row++)
    if ((values[row] as number) > latest) latest = values[row] as number;
  return Math.floor(latest / secondsADay);
};

const isoDay = (day: number): string => new Date(day * secondsADay * 1000).toISOString().slice(0, 10);

const kindOf = { seen: null, booked: interactionKindCode("ticket"), rated: interactionKindCode("rating") };

type FilmCondition = Extract<RuleCondition, { type: "film" }>;

const byReading = ({ db, members }: Ground, { film, did, from, to }: FilmCondition): Uint8Array => {
  const kind = kindOf[did] === null ? "" : `AND kind = ${kindOf[did]}`;
  const bounded = did === "rated" && (from !== null || to !== null);
  const bounds = bounded ? "AND value BETWEEN @from AND @to" : "";
  const found = db
    .prepare(`SELECT member FROM interaction WHERE film = @film ${kind} ${bounds}`)
    .pluck()
    .all({ film, from: from ?? -1e300, to: to ?? 1e300 });
  return maskOf(members, found as number[]);
};

const byFilm = (ground: Ground, condition: FilmCondition): Uint8Array => {
  const { members, visitors } = ground;
  const { film, did, from, to } = condition;
  const found = visitors && whoDid(members, visitors, { film, kind: kindOf[did], from, to });
  return found ?? byReading(ground, condition);
};

const byGenre = async (
  { members, films, visitors }: Ground,
  { genre, measure, from, to }: Extract<RuleCondition, { type: "genre" }>,
): Promise<Uint8Array> => {
  const mask = new Uint8Array(members.ids.length);
  if (!visitors) return mask;
  const counts = await genreCounts(films, members, visitors, genre);
  const { values } = members.columns.films as NumberColumn;
  const low = from ?? Number.NEGATIVE_INFINITY;
  const high = to ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row < mask.length; row++) {
    const seen = values[row] as number;
    const value =
      measure === "count" ? (counts[row] as number) : seen > 0 ? (counts[row] as number) / seen : Number.NaN;
    mask[row] = value >= low && value <= high ? 1 : 0;
  }
  return mask;
};

const turned = (mask: Uint8Array, not: boolean | undefined): Uint8Array => {
  if (not) invert(mask);
  return mask;
};

/** A mask of the caller's own. */
const holds = async (ground: Ground, condition: RuleCondition): Promise<Uint8Array> => {
  const { members } = ground;
  switch (condition.type) {
    case "text": {
      const { column, values, not } = condition;
      return passingOne(members, { type: "values", column, values, not });
    }
    case "number": {
      const { column, from, to } = condition;
      return passingOne(members, { type: "range", column, from, to });
    }
    case "date": {
      const { column, from, to } = condition;
      return passingOne(members, { type: "dates", column, from, to });
    }
    case "ago": {
      const today = latestDay(members);
      const day = (ago: number | null): string | null => (ago === null ? null : isoDay(today - ago));
      const { column, from, to } = condition;
      return passingOne(members, { type: "dates", column, from: day(to), to: day(from) });
    }
    case "film":
      return turned(byFilm(ground, condition), condition.not);
    case "genre":
      return byGenre(ground, condition);
    case "segment":
      return turned((await ground.segment(condition.segment)).slice(), condition.not);
  }
};

/**
 * Lines that say nothing yet are passed over; a rule that says nothing lets everybody in. Other work may come between two
 * conditions.
 */
export const evaluate = async (ground: Ground, rule: SegmentRule): Promise<Uint8Array> => {
  if (!isGroup(rule)) return holds(ground, rule);
  const [first, ...others] = rule.of.filter((part) => !saysNothing(part));
  if (!first) return new Uint8Array(ground.members.ids.length).fill(1);
  const mask = await evaluate(ground, first);
  for (const other of others) {
    await breathe();
    const next = await evaluate(ground, other);
    if (rule.type === "all")
      for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) & (next[row] as number);
    else
      for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) | (next[row] as number);
  }
  return mask;
};

export const countOf = (mask: Uint8Array): number => {
  let count = 0;
  for (let row = 0; row < mask.length; row++) count += mask[row] as number;
  return count;
};

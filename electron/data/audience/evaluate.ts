/** Who a rule lets in: one mask over the members a condition, joined by and / or. */
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import {
  isGroup,
  type RuleCondition,
  type SegmentRule,
  saysNothing,
} from "../../../shared/domain/segment-rule.ts";
import { maskOf } from "../columns/answer.ts";
import type { ColumnTable, NumberColumn } from "../columns/column.ts";
import type { Visits } from "../columns/figures.ts";
import { failures } from "../columns/select.ts";
import type { Connection } from "../store/library.ts";
import { genreCounts } from "./genre-counts.ts";

/** What conditions look at. */
export interface Ground {
  readonly db: Connection;
  readonly members: ColumnTable;
  readonly films: ColumnTable;
  /** Null while figures are being made: genres count nothing until then. */
  readonly visits: Visits | null;
  /** Members of another segment; an empty mask for one that is gone. */
  readonly segment: (id: number) => Uint8Array;
}

const secondsADay = 86_400;

const inverted = (mask: Uint8Array): Uint8Array => mask.map((bit) => 1 - bit);

const byFilter = ({ members }: Ground, filter: TableFilter): Uint8Array => {
  const failed = failures(members, { filters: [filter], masks: [] });
  const mask = new Uint8Array(failed.length);
  for (let row = 0; row < mask.length; row++) mask[row] = failed[row] === 0 ? 1 : 0;
  return mask;
};

/** The day of the library's latest activity: "so long ago" is counted from it, not from today. */
export const latestDay = (members: ColumnTable): number => {
  const { values } = members.columns.lastAt as NumberColumn;
  let latest = 0;
  for (let row = 0; row < values.length; row++)
    if ((values[row] as number) > latest) latest = values[row] as number;
  return Math.floor(latest / secondsADay);
};

const isoDay = (day: number): string => new Date(day * secondsADay * 1000).toISOString().slice(0, 10);

const whoDid = (
  { db, members }: Ground,
  { film, did, from, to }: Extract<RuleCondition, { type: "film" }>,
): Uint8Array => {
  if (did !== "rated") {
    const kind = did === "booked" ? `AND kind = ${interactionKindCode("ticket")}` : "";
    return maskOf(
      members,
      db.prepare(`SELECT member FROM interaction WHERE film = ? ${kind}`).pluck().all(film) as number[],
    );
  }
  const bounds = from === null && to === null ? "" : "AND value BETWEEN @from AND @to";
  const rated = db
    .prepare(
      `SELECT member FROM interaction WHERE film = @film AND kind = ${interactionKindCode("rating")} ${bounds}`,
    )
    .pluck()
    .all({ film, from: from ?? -1e300, to: to ?? 1e300 }) as number[];
  return maskOf(members, rated);
};

/** Members of films asked for lately, while the members stay as they are: a popular film has hundreds of thousands. */
const films = new WeakMap<ColumnTable, Map<string, Uint8Array>>();
const keptFilms = 16;

const keptFilm = (ground: Ground, condition: Extract<RuleCondition, { type: "film" }>): Uint8Array => {
  const kept = films.get(ground.members) ?? new Map<string, Uint8Array>();
  films.set(ground.members, kept);
  const key = JSON.stringify({ ...condition, not: undefined });
  const mask = kept.get(key) ?? whoDid(ground, condition);
  kept.delete(key);
  const oldest = kept.keys().next().value;
  if (kept.size >= keptFilms && oldest !== undefined) kept.delete(oldest);
  kept.set(key, mask);
  return mask;
};

const byGenre = (
  { members, films, visits }: Ground,
  { genre, measure, from, to }: Extract<RuleCondition, { type: "genre" }>,
): Uint8Array => {
  const mask = new Uint8Array(members.ids.length);
  if (!visits) return mask;
  const counts = genreCounts(films, members, visits, genre);
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

const holds = (ground: Ground, condition: RuleCondition): Uint8Array => {
  switch (condition.type) {
    case "text":
      return byFilter(ground, {
        type: "values",
        column: condition.column,
        values: condition.values,
        not: condition.not,
      });
    case "number":
      return byFilter(ground, {
        type: "range",
        column: condition.column,
        from: condition.from,
        to: condition.to,
      });
    case "date":
      return byFilter(ground, {
        type: "dates",
        column: condition.column,
        from: condition.from,
        to: condition.to,
      });
    case "ago": {
      const today = latestDay(ground.members);
      const day = (ago: number | null): string | null => (ago === null ? null : isoDay(today - ago));
      return byFilter(ground, {
        type: "dates",
        column: condition.column,
        from: day(condition.to),
        to: day(condition.from),
      });
    }
    case "film": {
      const mask = keptFilm(ground, condition);
      return condition.not ? inverted(mask) : mask;
    }
    case "genre":
      return byGenre(ground, condition);
    case "segment": {
      const mask = ground.segment(condition.segment);
      return condition.not ? inverted(mask) : mask;
    }
  }
};

/** Lines that say nothing yet are passed over; a rule that says nothing lets everybody in. */
export const evaluate = (ground: Ground, rule: SegmentRule): Uint8Array => {
  if (!isGroup(rule)) return holds(ground, rule);
  const [first, ...others] = rule.of.filter((part) => !saysNothing(part));
  if (!first) return new Uint8Array(ground.members.ids.length).fill(1);
  const mask = evaluate(ground, first).slice();
  for (const other of others) {
    const next = evaluate(ground, other);
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

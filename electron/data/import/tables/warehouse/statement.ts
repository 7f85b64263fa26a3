/**
 * What the warehouse runs for a selection. Filters, the sample and the totals are its work: only what remains crosses.
 *
 * Sample: a row is taken where the first 32 bits of MD5(member's key) lie below share * 2^32. MD5 is not for secrecy
 * here but because every engine of the family computes it alike, so that all tables give the same members, a larger
 * share contains a smaller one, and nothing needs to be stored. (Hex digits sort as numbers in every collation.)
 *
 * Only plain SQL: no row comparison, no CTE (which some engines store first), no function but md5, substr, count, sum.
 */
import type { WarehouseSelection } from "../../../../../shared/contract/warehouse.ts";
import type { QueryPlace } from "./failures.ts";
import { withoutSeparator } from "./query-check.ts";

export interface Statement {
  readonly text: string;
  readonly values: readonly string[];
  readonly place: QueryPlace | null;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const source = ({ from }: WarehouseSelection): string =>
  from.type === "table"
    ? `${quoted(from.schema)}.${quoted(from.table)}`
    : `(\n${withoutSeparator(from.sql)}\n)`;

const hexDigits = 8;
const threshold = (percent: number): string =>
  Math.round((percent / 100) * 16 ** hexDigits)
    .toString(16)
    .padStart(hexDigits, "0");

const sinceLiteral = (from: string, unit: "date" | "seconds" | "milliseconds"): string => {
  if (unit === "date") return `DATE '${from}'`;
  const milliseconds = Date.parse(`${from}T00:00:00Z`);
  return String(unit === "seconds" ? milliseconds / 1000 : milliseconds);
};

/** Conditions on rows of the source, called `row` in the statement. */
const conditions = ({ sample, since }: WarehouseSelection, row: string): readonly string[] => [
  ...(sample && sample.percent < 100
    ? [
        `substr(md5(CAST(${row}.${quoted(sample.column)} AS varchar)), 1, ${hexDigits}) < '${threshold(sample.percent)}'`,
      ]
    : []),
  ...(since ? [`${row}.${quoted(since.column)} >= ${sinceLiteral(since.from, since.unit)}`] : []),
];

const where = (all: readonly string[]): string => (all.length > 0 ? `\nWHERE ${all.join("\n  AND ")}` : "");

const filtered = (selection: WarehouseSelection): string => {
  const { minimum, totals } = selection;
  const all = [...conditions(selection, "q")];
  if (minimum) {
    const column = quoted(minimum.column);
    const inner = `SELECT m.${column} FROM ${source(selection)} AS m${where(conditions(selection, "m"))}\nGROUP BY m.${column} HAVING count(*) >= ${minimum.rows}`;
    all.push(`q.${column} IN (${inner})`);
  }
  if (totals)
    all.push(...[totals.film, totals.venue, totals.at].map((column) => `q.${quoted(column)} IS NOT NULL`));
  return `FROM ${source(selection)} AS q${where(all)}`;
};

/** The zone in which the server tells, and compares, times with one. */
export const zoneOf = ({ timeZone, totals }: WarehouseSelection): string =>
  (totals ? totals.timeZone : timeZone) ?? "UTC";

/** A showing after midnight belongs to the evening before, as everywhere in Marquee. */
const businessDate = ({ at, dayStartsAt, timeZone }: NonNullable<WarehouseSelection["totals"]>): string => {
  const local = timeZone ? `(q.${quoted(at)} AT TIME ZONE '${timeZone}')` : `q.${quoted(at)}`;
  return `CAST(${dayStartsAt > 0 ? `${local} - INTERVAL '${dayStartsAt} hours'` : local} AS date)`;
};

export const totalsKey = ["film", "venue", "date"] as const;

const columns = ({ totals, columns }: WarehouseSelection): string => {
  if (!totals) return columns.length > 0 ? columns.map((name) => `q.${quoted(name)}`).join(", ") : "q.*";
  const { film, venue, admissions, gross, showing } = totals;
  return [
    `q.${quoted(film)} AS "film"`,
    `q.${quoted(venue)} AS "venue"`,
    `${businessDate(totals)} AS "date"`,
    ...(showing ? [`count(DISTINCT q.${quoted(showing)}) AS "showings"`] : []),
    `${admissions ? `sum(q.${quoted(admissions)})` : "count(*)"} AS "admissions"`,
    ...(gross ? [`sum(q.${quoted(gross)}) AS "gross"`] : []),
  ].join(", ");
};

export const keyOf = ({ key, totals }: WarehouseSelection): readonly string[] => (totals ? totalsKey : key);

/** (a, b) > (v, w), spelled out: not every engine compares rows. */
const behind = (key: readonly string[]): string =>
  key
    .map((column, index) => {
      const equal = key.slice(0, index).map((before, at) => `r.${quoted(before)} = $${at + 1}`);
      return `(${[...equal, `r.${quoted(column)} > $${index + 1}`].join(" AND ")})`;
    })
    .join(" OR ");

const placeIn = (text: string, { from }: WarehouseSelection): QueryPlace | null => {
  if (from.type !== "query") return null;
  const { length } = withoutSeparator(from.sql);
  return { text, start: text.indexOf(source({ from } as WarehouseSelection)) + 2, length };
};

/**
 * The rows of a selection: in order of its key where it has one, and then only those behind `after`, the key of the last
 * row that is kept already.
 */
export const statementOf = (
  selection: WarehouseSelection,
  after: readonly string[] | null = null,
): Statement => {
  const key = keyOf(selection);
  const inner = `SELECT ${columns(selection)}\n${filtered(selection)}${selection.totals ? "\nGROUP BY 1, 2, 3" : ""}`;
  const order = key.map((column) => `r.${quoted(column)}`).join(", ");
  const text =
    key.length === 0
      ? inner
      : `SELECT r.*\nFROM (\n${inner}\n) AS r${after ? where([behind(key)]) : ""}\nORDER BY ${order}`;
  return { text, values: after ?? [], place: placeIn(text, selection) };
};

/** The first rows: the same without order, which would make the warehouse sort everything for a glance. */
export const glanceOf = (selection: WarehouseSelection, rows: number): Statement => {
  const { text } = statementOf({ ...selection, key: [], totals: selection.totals }, null);
  const unordered = selection.totals ? text.slice(0, text.lastIndexOf("\nORDER BY")) : text;
  const glance = `${unordered}\nLIMIT ${rows}`;
  return { text: glance, values: [], place: placeIn(glance, selection) };
};

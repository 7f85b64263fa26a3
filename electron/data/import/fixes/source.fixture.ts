/** A house's export with one table a kind, each row sound, and rows that the rules refuse, each with what makes it right. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FieldMapping, Profile } from "../../../../shared/contract/import-mapping.ts";
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { maxFieldLength } from "../tables/table.ts";

const tables: Readonly<
  Partial<
    Record<
      RecordKind,
      { readonly fields: Readonly<Record<string, FieldMapping["as"]>>; readonly rows: readonly string[] }
    >
  >
> = {
  films: {
    fields: { key: { keys: "wholeNumbers" }, title: {}, year: {}, genres: { list: { separator: "|" } } },
    rows: ["1,Lantern Street,2001,Drama", "2,Night Ferry,1998,Crime|Drama"],
  },
  members: { fields: { key: {}, ageBand: {} }, rows: ["M1,25-34", "M2,35-44"] },
  venues: { fields: { key: {}, name: {} }, rows: ["V1,Eight"] },
  interactions: {
    fields: {
      member: {},
      film: { keys: "wholeNumbers" },
      rating: { scale: { min: 0.5, max: 5, step: 0.5 } },
      at: { dates: "iso" },
    },
    rows: ["M1,1,4.0,2024-03-10", "M1,2,3.5,2024-03-10", "M2,2,2.0,2024-03-12"],
  },
  tags: {
    fields: { member: {}, film: {}, text: {}, at: { dates: "iso" } },
    rows: ["M1,1,quiet,2024-03-10"],
  },
  showings: {
    fields: {
      film: {},
      venue: {},
      screen: {},
      date: { dates: "dmy" },
      start: {},
      admissions: {},
      capacity: {},
    },
    rows: ["1,V1,A,10.03.2024,20:00,120,200", "2,V1,B,10.03.2024,20:00,80,200", "1,V1,,11.03.2024,,300,"],
  },
  reviews: {
    fields: { key: {}, film: {}, member: {}, text: {}, at: { dates: "iso" } },
    rows: ["R1,1,M1,Warm and slow.,2024-03-11"],
  },
};

export const profile: Profile = {
  name: "house",
  system: "house",
  tables: Object.entries(tables).map(([kind, { fields }]) => ({
    match: { name: `${kind}.csv`, columns: [] },
    form: { header: true, delimiter: "," },
    kind: kind as RecordKind,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, as]) => [name, as ? { column: name, as } : { column: name }]),
    ),
    options: {},
  })),
};

/** Writes the tables with these lines added to some of them. */
export const writeSource = (
  folder: string,
  more: Readonly<Partial<Record<RecordKind, readonly string[]>>>,
): void => {
  for (const [kind, { fields, rows }] of Object.entries(tables))
    writeFileSync(
      join(folder, `${kind}.csv`),
      [Object.keys(fields).join(","), ...rows, ...(more[kind as RecordKind] ?? [])].join("\n"),
    );
};

export interface RefusedRow {
  readonly kind: RecordKind;
  readonly line: string;
  readonly rule: ImportRule;
  /** Cells that make it right. */
  readonly fix: Readonly<Record<string, string>>;
}

export const refusedRows: readonly RefusedRow[] = [
  { kind: "films", line: "x,Harbour,2003,Drama", rule: "bad-identifier", fix: { key: "3" } },
  { kind: "films", line: "1,Salt,2004,Drama", rule: "duplicate", fix: { key: "4" } },
  { kind: "films", line: "5,Or\0bit,2005,Drama", rule: "nul-character", fix: { title: "Orbit" } },
  {
    kind: "films",
    line: "6,Lines, Two,2006,Drama",
    rule: "wrong-columns",
    fix: { key: "6", title: "Lines, Two", year: "2006", genres: "Drama" },
  },
  {
    kind: "films",
    line: `7,${"x".repeat(maxFieldLength + 1)},2007,Drama`,
    rule: "overlong-field",
    fix: { key: "7", title: "Xs" },
  },
  { kind: "members", line: ",45-54", rule: "missing-required", fix: { key: "M3" } },
  { kind: "members", line: "M1,45-54", rule: "duplicate", fix: { key: "M4" } },
  { kind: "interactions", line: "M2,1,9.5,2024-03-13", rule: "rating-outside-scale", fix: { rating: "4.5" } },
  { kind: "interactions", line: "M2,99,4.0,2024-03-17", rule: "unknown-film", fix: { film: "1" } },
  { kind: "interactions", line: "M2,1,4.0,2024-02-31", rule: "impossible-time", fix: { at: "2024-02-29" } },
  { kind: "interactions", line: ",1,4.0,2024-03-14", rule: "missing-required", fix: { member: "M2" } },
  {
    kind: "interactions",
    line: "M2,1,4.0",
    rule: "wrong-columns",
    fix: { member: "M2", film: "1", rating: "3", at: "2024-03-15" },
  },
  {
    kind: "interactions",
    line: "M1,1,2.0,2024-03-10",
    rule: "duplicate",
    fix: { member: "M1", film: "1", rating: "2.0", at: "2024-03-16" },
  },
  { kind: "tags", line: "M1,2,,2024-03-10", rule: "blank-tag", fix: { text: "loud" } },
  {
    kind: "showings",
    line: "1,V1,A,31.02.2024,20:00,90,200",
    rule: "impossible-date",
    fix: { date: "29.02.2024" },
  },
  {
    kind: "showings",
    line: "1,V1,A,12.03.2094,20:00,91,200",
    rule: "future-date",
    fix: { date: "12.03.2024" },
  },
  {
    kind: "showings",
    line: "1,V1,A,13.03.2024,20:00,-4,200",
    rule: "negative-admissions",
    fix: { admissions: "4" },
  },
  {
    kind: "showings",
    line: "1,V1,A,14.03.2024,20:00,many,200",
    rule: "unreadable-number",
    fix: { admissions: "5" },
  },
  {
    kind: "showings",
    line: "1,V1,A,15.03.2024,29:90,92,200",
    rule: "impossible-time",
    fix: { start: "21:30" },
  },
  { kind: "showings", line: "1,,A,16.03.2024,20:00,93,200", rule: "missing-required", fix: { venue: "V1" } },
  { kind: "reviews", line: "R2,1,M2,,2024-03-11", rule: "blank-text", fix: { text: "Cold." } },
  { kind: "reviews", line: "R3,99,M2,Lost.,2024-03-11", rule: "unknown-film", fix: { film: "2" } },
];

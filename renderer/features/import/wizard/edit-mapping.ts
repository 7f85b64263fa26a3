/** Changes to a mapping, each giving a new one. A column may fill several fields; a field has one column or a constant. */
import type { FieldMapping, FieldReading, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import {
  type Field,
  fieldOf,
  fieldsOf,
  type RecordKind,
  unmetNeeds,
} from "../../../../shared/domain/record-kinds.ts";

const withFields = (mapping: TableMapping, fields: Record<string, FieldMapping>): TableMapping => ({
  ...mapping,
  fields,
});
const without = (fields: Readonly<Record<string, FieldMapping>>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));

/** The fields a column fills, in the order of the kind. */
export const fieldsOfColumn = (mapping: TableMapping, column: string): readonly string[] =>
  fieldsOf(mapping.kind)
    .map(({ name }) => name)
    .filter((name) => mapping.fields[name]?.column === column);

/** The column fills `field`; what stood in that field before gives way. */
export const fillFrom = (mapping: TableMapping, column: string, field: string): TableMapping => {
  const before = mapping.fields[field];
  const as = before?.as && !before.as.flags ? { as: before.as } : {};
  return withFields(mapping, { ...mapping.fields, [field]: { column, ...as } });
};

export const leaveOut = (mapping: TableMapping, field: string): TableMapping =>
  withFields(mapping, without(mapping.fields, field));

/** The column fills `next` instead of `previous`; null leaves it out. */
export const reassign = (
  mapping: TableMapping,
  column: string,
  previous: string | null,
  next: string | null,
): TableMapping => {
  const rest = previous === null ? mapping : leaveOut(mapping, previous);
  return next === null ? rest : fillFrom(rest, column, next);
};

export const setConstant = (mapping: TableMapping, field: string, constant: string): TableMapping =>
  withFields(mapping, { ...mapping.fields, [field]: { column: null, constant } });

/** Fields that no column fills but a word that stands for all rows. */
export const constantFields = (mapping: TableMapping): readonly string[] =>
  Object.keys(mapping.fields).filter((field) => mapping.fields[field]?.column === null);

export const changeReading = (
  mapping: TableMapping,
  field: string,
  change: Partial<FieldReading>,
): TableMapping => {
  const before = mapping.fields[field];
  if (!before) return mapping;
  const as = Object.fromEntries(
    Object.entries({ ...before.as, ...change }).filter(([, value]) => value !== undefined),
  ) as FieldReading;
  return withFields(mapping, { ...mapping.fields, [field]: { ...before, as } });
};

/** Another kind of record: what both kinds have stays, under the same names. */
export const changeKind = (mapping: TableMapping, kind: RecordKind): TableMapping => ({
  ...mapping,
  kind,
  fields: Object.fromEntries(Object.entries(mapping.fields).filter(([name]) => fieldOf(kind, name))),
});

export const firstMapping = (
  table: { readonly name: string; readonly columns: readonly { readonly name: string }[] },
  kind: RecordKind,
): TableMapping => ({
  match: { name: table.name, columns: table.columns.map(({ name }) => name) },
  kind,
  fields: {},
  options: {},
});

const isFilled = ({ column, constant }: FieldMapping): boolean => column !== null || Boolean(constant);

/** Groups of fields of which one each is still wanted before the table can be imported. */
export const wantedFields = (mapping: TableMapping): readonly (readonly string[])[] =>
  unmetNeeds(
    mapping.kind,
    Object.keys(mapping.fields).filter((name) => isFilled(mapping.fields[name] as FieldMapping)),
  );

/**
 * What a column may be mapped to. Fields that tell who somebody is are mapped in a place of their own, and a column that
 * does so (`identifies`) never fills a member's free text, where it would stand open.
 */
export const mappableFields = (kind: RecordKind, identifies = false): readonly Field[] =>
  fieldsOf(kind).filter(
    ({ type }) => type !== "identifier" && !(identifies && kind === "members" && type === "label"),
  );

/** Columns that a field of 0/1 columns takes in beside its own. */
export const flagColumns = (mapping: TableMapping): ReadonlyMap<string, string> => {
  const taken = new Map<string, string>();
  const { columns } = mapping.match;
  for (const [field, { column, as }] of Object.entries(mapping.fields)) {
    const first = column === null ? -1 : columns.indexOf(column);
    if (!as?.flags || first < 0) continue;
    for (const name of columns.slice(first + 1, first + as.flags.length)) taken.set(name, field);
  }
  return taken;
};

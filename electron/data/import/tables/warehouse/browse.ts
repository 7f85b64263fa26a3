/**
 * What a warehouse holds. Tables and columns come from information_schema, which every engine has; estimates and keys
 * from PostgreSQL's own catalogue, where the engine has that too.
 */
import type { WarehouseTable } from "../../../../../shared/contract/warehouse.ts";
import type { WarehouseSession } from "./session.ts";
import type { Statement } from "./statement.ts";

const mostColumns = 50_000;
const systemSchemas =
  "('information_schema', 'pg_catalog', 'pg_internal', 'crdb_internal', 'pg_extension', 'gp_toolkit')";

const columnsSql = `
  SELECT t.table_schema, t.table_name, t.table_type, c.column_name, c.data_type, c.is_nullable
  FROM information_schema.tables t
  JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
  WHERE t.table_schema NOT IN ${systemSchemas} AND t.table_schema NOT LIKE 'pg!_temp%' ESCAPE '!'
  ORDER BY t.table_schema, t.table_name, c.ordinal_position
  LIMIT ${mostColumns + 1}`;

const estimatesSql = `
  SELECT n.nspname, c.relname, c.reltuples FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'f')`;

/** A view of key columns by position; conkey is an array, written as text by every engine: {1,2}. */
const keysSql = `
  SELECT n.nspname, c.relname, k.contype, k.conkey, a.attnum, a.attname
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE k.contype IN ('p', 'u')
  ORDER BY n.nspname, c.relname, k.contype, k.oid`;

const path = (schema: string | null | undefined, table: string | null | undefined): string =>
  JSON.stringify([schema, table]);

/** Names of a constraint's columns in its order. */
const keysByTable = (
  rows: readonly (readonly (string | null)[])[],
): ReadonlyMap<string, readonly string[][]> => {
  const constraints = new Map<string, Map<string, Map<string, string>>>();
  for (const [schema, table, type, positions, position, name] of rows) {
    const ofTable = constraints.get(path(schema, table)) ?? new Map<string, Map<string, string>>();
    constraints.set(path(schema, table), ofTable);
    const id = `${type} ${positions}`;
    const names = ofTable.get(id) ?? new Map<string, string>();
    ofTable.set(id, names);
    names.set(position ?? "", name ?? "");
  }
  return new Map(
    [...constraints].map(([table, ofTable]) => [
      table,
      [...ofTable].map(([id, names]) =>
        (id.match(/\d+/g) ?? []).flatMap((position) => names.get(position) ?? []),
      ),
    ]),
  );
};

export const tablesOfWarehouse = async (
  session: WarehouseSession,
): Promise<{ readonly tables: WarehouseTable[]; readonly truncated: boolean }> => {
  const { rows } = await session.ask(columnsSql);
  const estimates = new Map(
    (await session.askIfKnown(estimatesSql)).map(([schema, table, rows]) => [
      path(schema, table),
      Number(rows),
    ]),
  );
  const keys = keysByTable(await session.askIfKnown(keysSql));
  const tables = new Map<string, WarehouseTable>();
  for (const [schema, table, kind, name, type, nullable] of rows.slice(0, mostColumns)) {
    const id = path(schema, table);
    const known = tables.get(id) ?? {
      schema: schema ?? "",
      table: table ?? "",
      view: kind === "VIEW",
      estimatedRows: (estimates.get(id) ?? -1) >= 0 ? (estimates.get(id) as number) : null,
      columns: [],
      key: [],
    };
    known.columns.push({ name: name ?? "", type: type ?? "", nullable: nullable !== "NO" });
    tables.set(id, known);
  }
  for (const [id, table] of tables) {
    const present = (key: readonly string[]): boolean =>
      key.length > 0 &&
      key.every((name) => table.columns.some((column) => column.name === name && !column.nullable));
    table.key = [...((keys.get(id) ?? []).find(present) ?? [])];
  }
  return { tables: [...tables.values()], truncated: rows.length > mostColumns };
};

/**
 * How many rows the planner expects. Engines word their plans differently, but the first figure is always that of the
 * whole: "rows=1000" (PostgreSQL's family, Redshift), "estimated row count: 1,000" (CockroachDB).
 */
export const estimateOf = async (
  session: WarehouseSession,
  { text, place }: Statement,
): Promise<number | null> => {
  const explain = `EXPLAIN ${text}`;
  const shifted = place && { ...place, text: explain, start: place.start + explain.length - text.length };
  const plan = (await session.ask(explain, shifted)).rows.map(([line]) => line).join("\n");
  const found = /\brows=(\d+)/.exec(plan)?.[1] ?? /estimated row count: ([\d,]+)/.exec(plan)?.[1];
  return found === undefined ? null : Number(found.replaceAll(",", ""));
};

/**
 * Rows of the quarantine read again and stored, import by import: each fix is a run of its own that belongs to the
 * import its rows came with. Rows that are still refused stay as they are.
 */
import { randomUUID } from "node:crypto";
import type { ImportFailure } from "../../../../shared/contract/import.ts";
import type { FixOutcome } from "../../../../shared/contract/import-review.ts";
import { readingOrder } from "../../../../shared/domain/record-kinds.ts";
import { ok, type Result } from "../../../../shared/domain/result.ts";
import { breathe } from "../../breathe.ts";
import type { Library } from "../../store/library.ts";
import { apply } from "../apply/apply.ts";
import type { LayoutTable } from "../layouts/layout.ts";
import { compileMapping } from "../mapping/compile.ts";
import {
  type FixedRow,
  type MappedTable,
  type Staged,
  type StagingOptions,
  stage,
} from "../staging/stage.ts";
import { standingIn } from "./standing.ts";
import { type FixedImport, importOf, rowOf, tableKey } from "./tables.ts";

type Refusal = FixOutcome["refusals"][number];

/** Refusals told; all are counted. */
const toldRefusals = 100;

const tableOf = (name: string, columns: readonly string[], rows: readonly FixedRow[]): LayoutTable => ({
  name,
  columns,
  bytes: rows.length,
  estimatedRows: rows.length,
  head: [],
  async *rows() {
    yield { rows: rows.map((row) => rowOf(columns, row)), bytesRead: rows.length };
  },
});

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string | number): readonly T[][] => {
  const groups = new Map<string | number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
};

const tablesOf = (of: FixedImport, rows: readonly FixedRow[]): readonly MappedTable[] =>
  groupBy(rows, ({ file, kind }) => tableKey(file, kind))
    .flatMap((some): MappedTable[] => {
      const [{ file, kind }] = some as [FixedRow];
      const mapping = of.mappingOf(file, kind);
      return mapping ? [{ table: tableOf(file, mapping.match.columns, some), mapping }] : [];
    })
    .toSorted((a, b) => readingOrder.indexOf(a.mapping.kind) - readingOrder.indexOf(b.mapping.kind));

/** Rows that can be read at all and whose records are not there yet. */
const candidates = (
  { db }: Library,
  of: FixedImport,
  rows: readonly FixedRow[],
  refuse: (refusal: Refusal) => void,
): FixedRow[] => {
  const now = Math.floor(Date.now() / 1000);
  const stands = standingIn(db, of.run, of.system);
  return groupBy(rows, ({ file, kind }) => tableKey(file, kind)).flatMap((some) => {
    const [{ file, kind }] = some as [FixedRow];
    const mapping = of.mappingOf(file, kind);
    if (!mapping) {
      for (const { id, rule } of some) refuse({ id, rule, field: null, detail: "" });
      return [];
    }
    const { columns } = mapping.match;
    const interpret = compileMapping(columns, mapping, { now });
    return some.filter((row) => {
      const staged = interpret(rowOf(columns, row), () => {});
      const taken = staged !== null && stands(staged, row.rule === "duplicate");
      if (taken) refuse({ id: row.id, rule: "duplicate", field: null, detail: "" });
      return !taken;
    });
  });
};

/** Stages rows until none of them is refused; null where none is left. */
const stageAccepted = async (
  library: Library,
  of: FixedImport,
  rows: readonly FixedRow[],
  options: StagingOptions,
  refuse: (refusal: Refusal) => void,
): Promise<Result<Staged | null, ImportFailure>> => {
  for (let left = rows; left.length > 0; ) {
    const staged = await stage(
      library,
      randomUUID(),
      {
        name: of.source,
        format: of.format,
        system: of.system,
        tables: tablesOf(of, left),
        identifiers: null, // what is kept of a refused row tells nobody's name
        image: async () => null,
        fixes: { of: of.run, kinds: of.kinds, rows: new Map(left.map((row) => [row.id, row])) },
      },
      options,
    );
    if (!staged.ok) return staged;
    const refused = staged.value.gathering.issues.quarantine;
    if (refused.length === 0) return staged;
    staged.value.close();
    for (const { line, rule, field, detail } of refused)
      refuse({ id: line, rule, field, detail: rule === "duplicate" ? "" : detail });
    const gone = new Set(refused.map(({ line }) => line));
    left = left.filter(({ id }) => !gone.has(id));
  }
  return ok(null);
};

/** The caller holds the library's write gate. */
export const fixRows = async (
  library: Library,
  rows: readonly FixedRow[],
  options: StagingOptions,
): Promise<Result<FixOutcome, ImportFailure>> => {
  const refusals: Refusal[] = [];
  const done = { taken: 0, refused: 0, added: 0, updated: 0, unchanged: 0, repaired: 0 };
  const refuse = (refusal: Refusal): void => {
    done.refused++;
    if (refusals.length < toldRefusals) refusals.push(refusal);
  };
  for (const some of groupBy(rows, ({ importRun }) => importRun)) {
    const of = importOf(library.db, some[0]?.importRun ?? 0);
    if (!of) continue;
    const tried = candidates(library, of, some, refuse);
    const staged = await stageAccepted(library, of, tried, options, refuse);
    if (!staged.ok) {
      // What was stored of other imports stays and is told of.
      if (done.taken === 0) return staged;
      for (const { id, rule } of tried) refuse({ id, rule, field: null, detail: "" });
      continue;
    }
    if (!staged.value) continue;
    try {
      const { added, updated, unchanged, repaired } = await apply(staged.value, { ...options, breathe });
      done.taken += staged.value.input.fixes?.rows.size ?? 0;
      done.added += added;
      done.updated += updated;
      done.unchanged += unchanged;
      done.repaired += repaired;
    } finally {
      staged.value.close();
    }
  }
  return ok({ ...done, refusals });
};

/** All tables of a source mapped together: by a profile, a known layout, or guess by guess with keys that fit each other. */
import type { MappingReasons, Profile, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { readingOrder } from "../../../../shared/domain/record-kinds.ts";
import type { LayoutTable } from "../layouts/layout.ts";
import { recogniseLayout } from "../layouts/layouts.ts";
import { guessMapping } from "./guess.ts";
import { mappingInProfile } from "./match.ts";
import { sampleOf } from "./sample.ts";
import { shareKeys } from "./share-keys.ts";

export interface SourceTable<T extends LayoutTable = LayoutTable> {
  /** What is read: the source's table, or one that a layout derives from it. */
  readonly table: T | LayoutTable;
  readonly of: T;
  readonly mapping: TableMapping | null; // null: left out
  readonly reasons: MappingReasons;
  readonly confident: boolean;
}

export interface MappedSource<T extends LayoutTable = LayoutTable> {
  readonly layout: string | null;
  /** Whose keys the tables use. */
  readonly system: string;
  /** In the order they must be read: films and members before what refers to them; what is left out comes last. */
  readonly tables: readonly SourceTable<T>[];
  readonly missing: readonly { readonly part: string; readonly usualName: string }[];
  /** Tables that a layout does not know. */
  readonly ignored: readonly string[];
  /** Every table that is mapped is mapped surely. */
  readonly confident: boolean;
}

export interface NamedSource<T extends LayoutTable> {
  readonly name: string;
  readonly tables: readonly T[];
}

const noReasons = (code: "fieldsFound" | "nothingKnown"): MappingReasons => ({
  kind: { code, params: code === "fieldsFound" ? { fields: "" } : {} },
  fields: {},
  leftOut: {},
});

const inReadingOrder = <T extends LayoutTable>(
  tables: readonly SourceTable<T>[],
): readonly SourceTable<T>[] => {
  const place = ({ mapping }: SourceTable<T>): number =>
    mapping ? readingOrder.indexOf(mapping.kind) : readingOrder.length;
  return tables.toSorted((a, b) => place(a) - place(b));
};

/** Tables that a layout derives count as well: a profile may have been made from them. */
const byProfile = async <T extends LayoutTable>(
  { name, tables }: NamedSource<T>,
  profile: Profile,
): Promise<MappedSource<T>> => {
  const match = await recogniseLayout(tables, systemOf(name));
  const mapped = tables.flatMap((of): readonly SourceTable<T>[] => {
    const derived = match?.tables.filter((each) => each.of === of).map(({ table }) => table) ?? [];
    const found = [...derived, of].flatMap((table) => {
      const mapping = mappingInProfile(profile, table);
      return mapping ? [{ table, mapping }] : [];
    });
    const [first] = found;
    return first
      ? [{ ...first, of, reasons: noReasons("fieldsFound"), confident: true }]
      : [{ table: of, of, mapping: null, reasons: noReasons("nothingKnown"), confident: false }];
  });
  return {
    layout: null,
    system: profile.system,
    tables: inReadingOrder(mapped),
    missing: [],
    ignored: mapped.filter(({ mapping }) => !mapping).map(({ of }) => of.name),
    confident: mapped.some(({ mapping }) => mapping !== null),
  };
};

const byLayout = async <T extends LayoutTable>({
  name,
  tables,
}: NamedSource<T>): Promise<MappedSource<T> | null> => {
  const match = await recogniseLayout(tables, systemOf(name));
  if (!match) return null;
  const known = new Set([...match.tables.map(({ of }) => of), ...match.used]);
  return {
    layout: match.layout,
    system: match.system,
    // A layout knows its own order.
    tables: match.tables.map((table) => ({ ...table, confident: true })),
    missing: match.missing,
    ignored: tables.filter((table) => !known.has(table)).map((table) => table.name),
    confident: true,
  };
};

/** "sales 2018-05.csv" and "sales 2018-06.csv" are of one system: numbers in names change from export to export. */
export const systemOf = (name: string): string =>
  name
    .replace(/(?:\.[a-z]{2,7})+$/i, "")
    .replace(/[\d\s._-]+$/g, "")
    .replace(/[\s._-]*\d[\d\s._-]*/g, " ")
    .trim()
    .toLowerCase() || name;

const namesColumns = ({ form, columns }: LayoutTable): boolean =>
  form && "header" in form ? form.header : !columns.every((column, i) => column === String(i + 1));

const byGuess = async <T extends LayoutTable>(
  source: NamedSource<T>,
  signal?: AbortSignal,
): Promise<MappedSource<T>> => {
  const guessed = [];
  for (const table of source.tables) {
    const sample = await sampleOf(table, signal);
    const guess = guessMapping(
      {
        name: table.name,
        columns: table.columns,
        named: namesColumns(table),
        pictures: table.form?.type === "images",
        sample,
      },
      source.name,
    );
    guessed.push({ table, sample, guess });
  }
  const fitted = shareKeys(guessed);
  const tables = fitted.map(({ table, guess }): SourceTable<T> => ({ table, of: table, ...guess }));
  const mapped = tables.filter(({ mapping }) => mapping !== null);
  return {
    layout: null,
    system: systemOf(source.name),
    tables: inReadingOrder(tables),
    missing: [],
    ignored: tables.filter(({ mapping }) => mapping === null).map(({ of }) => of.name),
    confident: mapped.length > 0 && mapped.every(({ confident }) => confident),
  };
};

export const mapSource = async <T extends LayoutTable>(
  source: NamedSource<T>,
  profile?: Profile,
  signal?: AbortSignal,
): Promise<MappedSource<T>> =>
  profile ? byProfile(source, profile) : ((await byLayout(source)) ?? (await byGuess(source, signal)));

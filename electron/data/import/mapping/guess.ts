/** What a table holds, guessed from its columns' names and values; every guess says why. */
import type {
  FieldMapping,
  MappingReasons,
  Reason,
  TableMapping,
} from "../../../../shared/contract/import-mapping.ts";
import { type Field, type RecordKind, recordKinds } from "../../../../shared/domain/record-kinds.ts";
import { type Assignment, assign, isWhole } from "./assign.ts";
import { kindByValues } from "./by-values.ts";
import { type ColumnProfile, profileOf } from "./column-profile.ts";
import { flagColumns, flagName } from "./flag-columns.ts";
import { guessPolarity } from "./guess-polarity.ts";
import { guessReading } from "./guess-reading.ts";
import { isDirectIdentifier } from "./identifiers.ts";
import { type Chosen, leftOutReason } from "./left-out.ts";

export interface GuessTable {
  readonly name: string; // "sales.zip/may.xlsx › Sheet1"
  readonly columns: readonly string[];
  readonly named: boolean; // the source names its columns
  /** Each row is a picture, its first cell the name. */
  readonly pictures?: boolean;
  /** Rows from the whole table rather than only its beginning, which may be sorted. */
  readonly sample: readonly (readonly string[])[];
}

export interface TableGuess {
  readonly mapping: TableMapping | null;
  readonly reasons: MappingReasons;
  /** Sure enough to import without being looked at. */
  readonly confident: boolean;
}

interface FieldGuess {
  readonly mapping: FieldMapping;
  readonly reasons: readonly Reason[];
}

const reason = (code: Reason["code"], params: Reason["params"] = {}): Reason => ({ code, params });
const exampleOf = ({ values }: ColumnProfile): string => (values[0] ?? "").slice(0, 60);

/** "data/art-house/sales 2018.csv › Sheet1" -> "art house" of a folder, else "sales 2018": what people call the source. */
const placeName = (table: string, source: string): string =>
  (source || table)
    .replace(/^.*[/\\]/, "")
    .replace(/(?:\.(?:csv|tsv|txt|json|jsonl|xlsx|parquet|zip|gz))+$/i, "")
    .replace(/[-_]+/g, " ")
    .trim() || "?";

const ticketWords = /ticket|purchase|order|sale|booking|transaction|票|订单/i;

/** What stands for all rows where no column tells it. */
const constantsFor = (
  { kind, fields }: Assignment,
  table: GuessTable,
  source: string,
): Readonly<Record<string, string>> => {
  if (kind === "showings" && !fields.has("venue")) return { venue: placeName(table.name, source) };
  const tells = ["rating", "tickets", "watched", "completion"].some((name) => fields.has(name));
  if (kind !== "interactions" || tells) return {};
  return [table.name, ...table.columns].some((name) => ticketWords.test(name))
    ? { tickets: "1" }
    : { completion: "1" };
};

const polarityOf = (
  label: ColumnProfile,
  text: ColumnProfile | undefined,
  sample: GuessTable["sample"],
): FieldGuess | null => {
  const guessed = guessPolarity(
    sample.flatMap((cells) => {
      const said = (cells[label.index] ?? "").trim();
      return said === "" ? [] : [[said, text ? (cells[text.index] ?? "") : ""] as const];
    }),
  );
  return (
    guessed && {
      mapping: { column: label.name, as: { polarity: { ...guessed.polarity } } },
      reasons: [guessed.reason],
    }
  );
};

const glob = (table: GuessTable): string =>
  table.named ? "*" : `*${table.name.replace(/^.*[/\\]/, "").replace(/\d+/g, "*")}`;

/** A row with a person in it is about what that person did, and when. */
const personBonus = ({ kind, fields }: Assignment): number => {
  const member = fields.get("member");
  if (!member || !["interactions", "tags", "reviews"].includes(kind)) return 0;
  return (member.score > 2 ? 3 : 0) + (fields.has("at") ? 3 : 0);
};

const bestByName = (
  columns: readonly ColumnProfile[],
  table: GuessTable,
  source: string,
): { readonly assignment: Assignment; readonly constants: Readonly<Record<string, string>> } | null =>
  recordKinds
    .filter((kind) => kind !== "posters")
    .map((kind) => assign(kind, columns))
    .map((assignment) => ({ assignment, constants: constantsFor(assignment, table, source) }))
    .filter(({ assignment, constants }) => isWhole(assignment, Object.keys(constants)))
    .toSorted(
      (a, b) =>
        b.assignment.score + personBonus(b.assignment) - a.assignment.score - personBonus(a.assignment),
    )[0] ?? null;

const nothingKnown = (columns: readonly ColumnProfile[]): TableGuess => ({
  mapping: null,
  reasons: {
    kind: reason("nothingKnown"),
    fields: {},
    leftOut: Object.fromEntries(columns.map((column) => [column.name, leftOutReason(column, [], new Map())])),
  },
  confident: false,
});

const leastConfident = 7;

const picturesGuess = ({ columns }: GuessTable): TableGuess => {
  const [image = "", mediaType] = columns;
  const fields = { image, ...(mediaType === undefined ? {} : { mediaType }) };
  return {
    mapping: {
      match: { name: "*", columns: [...columns] },
      kind: "posters",
      fields: Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, { column }])),
      options: {},
    },
    reasons: {
      kind: reason("fieldsFound", { fields: "image" }),
      fields: Object.fromEntries(
        Object.entries(fields).map(([field, column]) => [field, [reason("name", { column })]]),
      ),
      leftOut: {},
    },
    confident: true,
  };
};

interface Choice {
  readonly field: Field;
  readonly column: ColumnProfile;
  readonly how: "name" | "nameAndValues" | "values" | "onlyCandidate";
}

/** How a chosen column is read; null where it cannot be what it was chosen for. */
const fieldGuess = (
  { field, column, how }: Choice,
  text: ColumnProfile | undefined,
  sample: GuessTable["sample"],
): FieldGuess | null => {
  const seen = reason(how, {
    column: column.name,
    ...(how === "name" || how === "onlyCandidate" ? {} : { example: exampleOf(column) }),
  });
  if (field.type === "polarity") {
    const polarity = polarityOf(column, text, sample);
    return polarity && { ...polarity, reasons: [seen, ...polarity.reasons] };
  }
  const { as, reasons } = guessReading(field.type, column);
  return {
    mapping: { column: column.name, ...(Object.keys(as).length > 0 ? { as } : {}) },
    reasons: [seen, ...reasons],
  };
};

/** Genres in columns of their own. */
const flagsGuess = (flags: readonly ColumnProfile[]): FieldGuess | null => {
  const [first] = flags;
  if (!first) return null;
  const names = flags.map(flagName);
  return {
    mapping: { column: first.name, as: { flags: names } },
    reasons: [reason("flagColumns", { columns: names.slice(0, 6).join(", ") })],
  };
};

/** Guesses how a table is to be read. `source` is what the user chose: a file or a folder's name. */
export const guessMapping = (table: GuessTable, source = ""): TableGuess => {
  if (table.pictures) return picturesGuess(table);
  const all = table.columns.map((name, index) => profileOf(name, index, table.sample));
  const columns = all.filter((column) => !isDirectIdentifier(column, false));
  const named = table.named ? bestByName(columns, table, source) : null;
  const valued = named ? null : kindByValues(columns);
  const kind: RecordKind | undefined = named?.assignment.kind ?? valued?.kind;
  if (!kind) return nothingKnown(all);

  const aboutPersons = kind === "members" || kind === "interactions";
  const choices: readonly Choice[] = named
    ? [...named.assignment.fields.values()].filter(
        ({ column }) => !(aboutPersons && isDirectIdentifier(column, true)),
      )
    : (valued?.fields ?? []).map(([field, column]) => ({
        field,
        column,
        how: field.type === "key" ? "onlyCandidate" : "values",
      }));
  const text = choices.find(({ field }) => field.name === "text")?.column;

  const guesses = new Map<string, FieldGuess>();
  const chosen: Chosen[] = [];
  for (const choice of choices) {
    const guess = fieldGuess(choice, text, table.sample);
    if (!guess) continue;
    guesses.set(choice.field.name, guess);
    chosen.push({ field: choice.field.name, column: choice.column.name });
  }
  const taken = new Set(chosen.map(({ column }) => column));
  if (kind === "films" && !guesses.has("genres")) {
    const flags = flagColumns(columns.filter(({ name }) => !taken.has(name)));
    const guess = flagsGuess(flags);
    if (guess) guesses.set("genres", guess);
    for (const { name } of flags) taken.add(name);
  }
  for (const [name, constant] of Object.entries(named?.constants ?? {}))
    guesses.set(name, {
      mapping: { column: null, constant },
      // A constant measure counts each row once, because no column measures anything.
      reasons: [
        name === "venue"
          ? reason("constantFromName", { value: constant })
          : reason("onlyCandidate", { column: "" }),
      ],
    });

  const beaten = named?.assignment.beaten ?? new Map<string, string>();
  const left = all.filter(({ name }) => !taken.has(name));
  const assumed = [...guesses.values()].some(({ reasons }) =>
    reasons.some(({ code }) => code === "polarityAssumed"),
  );
  return {
    mapping: {
      match: { name: glob(table), columns: [...table.columns] },
      kind,
      fields: Object.fromEntries([...guesses].map(([name, { mapping }]) => [name, mapping])),
      options: {},
    },
    reasons: {
      kind: reason("fieldsFound", { fields: [...guesses.keys()].join(", ") }),
      fields: Object.fromEntries([...guesses].map(([name, { reasons }]) => [name, [...reasons]])),
      leftOut: Object.fromEntries(left.map((column) => [column.name, leftOutReason(column, chosen, beaten)])),
    },
    confident: !assumed && (named ? named.assignment.score >= leastConfident : true),
  };
};

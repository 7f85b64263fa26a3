/** MovieLens: ml-latest (CSV), ml-1m (.dat) and ml-100k (u.*), each known by what its files hold. */
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import type { RatingScale } from "../../../../shared/domain/interactions.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import {
  fileOf,
  folderOf,
  hasColumns,
  type Layout,
  type LayoutMatch,
  type LayoutTable,
  layoutMapping,
  layoutReasons,
  type MappedTable,
  type Places,
} from "./layout.ts";

interface Part {
  readonly part: "genres" | "films" | "links" | "members" | "ratings" | "tags";
  /** How its authors call it: preferred when several files hold the same. */
  readonly usualName: string;
  /** Names of the columns, or what a row looks like where there are no names. */
  readonly header?: readonly string[];
  readonly row?: readonly (RegExp | null)[];
  readonly kind?: RecordKind;
  readonly places?: Places;
}

interface Form {
  readonly name: "ml-latest" | "ml-1m" | "ml-100k";
  readonly parts: readonly Part[];
}

const whole = /^\d+$/;
const flag = /^[01]$/;
const gender = /^[FM]$/;
const genreFlags = 19;

const key = { keys: "wholeNumbers" } as const;
const seconds = { dates: "epochSeconds" } as const;
const title = { titles: "articleLast" } as const;
const piped = { list: { separator: "|" } };
const halfStars: RatingScale = { min: 0.5, max: 5, step: 0.5 };
const fiveStars: RatingScale = { min: 1, max: 5, step: 1 };

const ratings = (scale: RatingScale): Places => ({
  member: [0, key],
  film: [1, key],
  rating: [2, { scale }],
  at: [3, seconds],
});

/** ml-1m's occupations by number. */
const occupations = [
  ...["other", "educator", "artist", "clerical", "student", "customer service", "health care", "executive"],
  ...["farmer", "homemaker", "school pupil", "lawyer", "programmer", "retired", "marketing", "scientist"],
  ...["self-employed", "technician", "craftsman", "unemployed", "writer"],
];
const occupationLabels = Object.fromEntries(occupations.map((name, code) => [String(code), name]));

/** ml-100k's genres in the order of its flags, for a source without its list of them. */
const standardGenres = [
  ...["unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama"],
  ...[
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
  ],
];

const forms: readonly Form[] = [
  {
    name: "ml-latest",
    parts: [
      {
        part: "films",
        usualName: "movies.csv",
        header: ["movieId", "title", "genres"],
        kind: "films",
        places: { key: [0, key], title: [1, title], genres: [2, piped] },
      },
      {
        part: "links",
        usualName: "links.csv",
        header: ["movieId", "imdbId", "tmdbId"],
        kind: "films",
        places: { key: [0, key], imdbId: 1, tmdbId: 2 },
      },
      {
        part: "ratings",
        usualName: "ratings.csv",
        header: ["userId", "movieId", "rating", "timestamp"],
        kind: "interactions",
        places: ratings(halfStars),
      },
      {
        part: "tags",
        usualName: "tags.csv",
        header: ["userId", "movieId", "tag", "timestamp"],
        kind: "tags",
        places: { member: [0, key], film: [1, key], text: 2, at: [3, seconds] },
      },
    ],
  },
  {
    name: "ml-1m",
    parts: [
      {
        part: "films",
        usualName: "movies.dat",
        row: [whole, /\(\d{4}\)$/, /^[^\d]+$/],
        kind: "films",
        places: { key: [0, key], title: [1, title], genres: [2, piped] },
      },
      {
        part: "members",
        usualName: "users.dat",
        row: [whole, gender, whole, whole, null],
        kind: "members",
        places: {
          key: [0, key],
          gender: 1,
          ageBand: 2,
          occupation: [3, { labels: occupationLabels }],
          area: 4,
        },
      },
      {
        part: "ratings",
        usualName: "ratings.dat",
        row: [whole, whole, whole, whole],
        kind: "interactions",
        places: ratings(fiveStars),
      },
    ],
  },
  {
    name: "ml-100k",
    parts: [
      { part: "genres", usualName: "u.genre", row: [/^\D+$/, whole] },
      {
        part: "films",
        usualName: "u.item",
        row: [whole, null, null, null, null, ...Array.from({ length: genreFlags }, () => flag)],
        kind: "films",
        places: {
          key: [0, key],
          title: [1, { ...title, labels: { unknown: "" } }],
          releaseDate: [2, { dates: "dmy" }],
          genres: [5, { flags: standardGenres }],
        },
      },
      {
        part: "members",
        usualName: "u.user",
        row: [whole, whole, gender, null, null],
        kind: "members",
        places: { key: [0, key], ageBand: 1, gender: 2, occupation: 3, area: 4 },
      },
      {
        part: "ratings",
        usualName: "u.data",
        row: [whole, whole, /^\d$/, whole],
        kind: "interactions",
        places: ratings(fiveStars),
      },
    ],
  },
];

/** Rows looked at, and the share of them that must look right: a damaged row must not hide what a file is. */
const rowsLookedAt = 40;
const shareThatFits = 0.5;

const holds = ({ header, row }: Part, table: LayoutTable): boolean => {
  if (header) return hasColumns(table, header);
  const rows = table.head.slice(0, rowsLookedAt);
  const fitting = rows.filter(
    ({ cells }) =>
      cells.length === row?.length && row.every((shape, i) => shape?.test(cells[i] ?? "") ?? true),
  );
  return rows.length > 0 && fitting.length >= rows.length * shareThatFits;
};

/** ml-1m and ml-100k rate alike: the sign between their columns tells them apart, so the file's form does. */
const separators: Readonly<Record<string, string>> = { "::": "ml-1m", "|": "ml-100k", "\t": "ml-100k" };
const formOf = ({ form }: LayoutTable): string | undefined =>
  form?.type === "delimited" ? separators[form.dialect.separator] : undefined;

const partOf = (table: LayoutTable): { readonly form: Form; readonly part: Part } | null => {
  const known = formOf(table);
  for (const form of forms)
    for (const part of form.parts)
      if (holds(part, table) && (part.header || known === undefined || known === form.name))
        return { form, part };
  return null;
};

const genresIn = (table: LayoutTable | undefined): readonly string[] => {
  const genres = [...standardGenres];
  for (const { cells } of table?.head ?? []) {
    const ordinal = Number(cells[1]);
    if (cells.length === 2 && Number.isInteger(ordinal) && ordinal < genreFlags)
      genres[ordinal] = cells[0] ?? "";
  }
  return genres;
};

interface Found<T> {
  readonly part: Part;
  readonly table: T;
}

const mapped = <T extends LayoutTable>(
  form: Form,
  { part, table }: Found<T>,
  genres: readonly string[],
): MappedTable<T>[] => {
  if (!part.kind || !part.places) return [];
  const places: Places =
    form.name === "ml-100k" && part.part === "films"
      ? { ...part.places, genres: [5, { flags: [...genres] }] }
      : part.places;
  const mapping = layoutMapping(table.columns, part.kind, places);
  return [{ table, of: table, mapping, reasons: layoutReasons(form.name, mapping) }];
};

/** One file a part: the one with the usual name, else the largest. */
const preferred = <T extends LayoutTable>(candidates: readonly Found<T>[]): Found<T> | undefined =>
  candidates.toSorted(
    (a, b) =>
      Number(fileOf(b.table.name) === b.part.usualName) - Number(fileOf(a.table.name) === a.part.usualName) ||
      b.table.bytes - a.table.bytes,
  )[0];

/** Of several data sets in a source, the one with most parts, then most bytes. */
const recognise = <T extends LayoutTable>(tables: readonly T[]): LayoutMatch<T> | null => {
  const sets = new Map<string, { readonly form: Form; readonly found: Found<T>[] }>();
  for (const table of tables) {
    const known = partOf(table);
    if (!known) continue;
    const name = `${known.form.name} ${folderOf(table.name)}`;
    const set = sets.get(name) ?? { form: known.form, found: [] };
    set.found.push({ part: known.part, table });
    sets.set(name, set);
  }
  const bytes = (found: readonly Found<T>[]): number =>
    found.reduce((sum, { table }) => sum + table.bytes, 0);
  const best = [...sets.values()]
    .map(({ form, found }) => ({
      form,
      found: form.parts.flatMap(
        ({ part }) => preferred(found.filter((each) => each.part.part === part)) ?? [],
      ),
    }))
    .toSorted((a, b) => b.found.length - a.found.length || bytes(b.found) - bytes(a.found))[0];
  // A list of genres alone says nothing to import.
  if (!best?.found.some(({ part }) => part.kind)) return null;
  const { form, found } = best;
  const genreTable = found.find(({ part }) => part.part === "genres")?.table;
  const genres = genresIn(genreTable);
  const there = new Set(found.map(({ part }) => part.part));
  return {
    layout: form.name,
    system: form.name,
    tables: found.flatMap((each) => mapped(form, each, genres)),
    used: genreTable ? [genreTable] : [],
    missing: form.parts
      .filter(({ part }) => !there.has(part))
      .map(({ part, usualName }) => ({ part, usualName })),
  };
};

const csv: FormOverride = { encoding: "utf-8", delimiter: ",", quoted: true, header: true };
const latin = (delimiter: string): FormOverride => ({
  encoding: "iso-8859-1",
  delimiter,
  quoted: false,
  header: false,
});
const cut = (line: string, delimiter: string): number => line.split(delimiter).length;

/** "::" is no sign that a sniffer looks for, and genres between bars look like columns. */
const form = (lines: readonly string[]): FormOverride | null => {
  const [first = ""] = lines;
  const header = first
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase();
  if (forms[0]?.parts.some((part) => part.header?.join(",").toLowerCase() === header)) return csv;
  const most = (delimiter: string, columns: readonly number[], start: RegExp): boolean =>
    lines.filter((line) => columns.includes(cut(line, delimiter)) && start.test(line)).length >=
    lines.length * shareThatFits;
  if (lines.length === 0) return null;
  if (most("::", [3, 4, 5], /^\d+::/)) return latin("::");
  if (most("|", [24], /^\d+\|/)) return latin("|");
  if (most("|", [5], /^\d+\|\d+\|[FM]\|/)) return latin("|");
  if (most("|", [2], /^[^\d|]+\|\d+$/)) return latin("|");
  if (most("\t", [4], /^\d+\t\d+\t\d\t\d{6,12}$/)) return latin("\t");
  return null;
};

export const movieLens: Layout = { form, recognise: async (tables) => recognise(tables) };

/** The three forms of MovieLens and how each is known by what its files hold, whatever they are called. */
import type { ImportFailure, ImportFormat, ImportKind } from "../../../shared/contract/import.ts";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { Source, SourceFile } from "./source/source.ts";
import { readHead, rowsOfHead, type TextFormat } from "./tables/records.ts";
import type { SourceRow } from "./tables/table.ts";

interface FileForm {
  readonly columns: readonly string[];
  readonly text: TextFormat;
  /** The file starts with the columns' names. */
  readonly header: boolean;
  /** How its authors call it: preferred when several files hold the same. */
  readonly usualName: string;
  /** A row looks like this. Needed where there is no header. */
  readonly row?: readonly (RegExp | null)[];
}

export interface Format {
  readonly format: ImportFormat;
  readonly scale: RatingScale;
  /** In the order they must be read: films before what refers to them. */
  readonly forms: readonly (readonly [ImportKind, FileForm])[];
}

const text = (encoding: TextFormat["encoding"], separator: string, quote: string | null): TextFormat => ({
  encoding,
  dialect: { separator, quote, lineBreak: "lf" },
});
const csv = text("utf-8", ",", '"');
const dat = text("iso-8859-1", "::", null);
const tabbed = text("iso-8859-1", "\t", null);
const piped = text("iso-8859-1", "|", null);

const whole = /^\d+$/;
const flag = /^[01]$/;
const gender = /^[FM]$/;
export const genreFlags = 19;

const csvForm = (usualName: string, ...columns: string[]): FileForm => ({
  columns,
  text: csv,
  header: true,
  usualName,
});

export const formats: readonly Format[] = [
  {
    format: "ml-latest",
    scale: { min: 0.5, max: 5, step: 0.5 },
    forms: [
      ["films", csvForm("movies.csv", "movieId", "title", "genres")],
      ["links", csvForm("links.csv", "movieId", "imdbId", "tmdbId")],
      ["ratings", csvForm("ratings.csv", "userId", "movieId", "rating", "timestamp")],
      ["tags", csvForm("tags.csv", "userId", "movieId", "tag", "timestamp")],
    ],
  },
  {
    format: "ml-1m",
    scale: { min: 1, max: 5, step: 1 },
    forms: [
      [
        "films",
        {
          columns: ["movieId", "title", "genres"],
          text: dat,
          header: false,
          usualName: "movies.dat",
          row: [whole, /\(\d{4}\)$/, /^[^\d]+$/],
        },
      ],
      [
        "members",
        {
          columns: ["userId", "gender", "age", "occupation", "zip"],
          text: dat,
          header: false,
          usualName: "users.dat",
          row: [whole, gender, whole, whole, null],
        },
      ],
      [
        "ratings",
        {
          columns: ["userId", "movieId", "rating", "timestamp"],
          text: dat,
          header: false,
          usualName: "ratings.dat",
          row: [whole, whole, whole, whole],
        },
      ],
    ],
  },
  {
    format: "ml-100k",
    scale: { min: 1, max: 5, step: 1 },
    forms: [
      [
        "genres",
        {
          columns: ["genre", "ordinal"],
          text: piped,
          header: false,
          usualName: "u.genre",
          row: [/^\D+$/, whole],
        },
      ],
      [
        "films",
        {
          columns: [
            ...["movieId", "title", "releaseDate", "videoDate", "address"],
            ...Array.from({ length: genreFlags }, (_, ordinal) => `genre${ordinal}`),
          ],
          text: piped,
          header: false,
          usualName: "u.item",
          row: [whole, null, null, null, null, ...Array.from({ length: genreFlags }, () => flag)],
        },
      ],
      [
        "members",
        {
          columns: ["userId", "age", "gender", "occupation", "zip"],
          text: piped,
          header: false,
          usualName: "u.user",
          row: [whole, whole, gender, null, null],
        },
      ],
      [
        "ratings",
        {
          columns: ["userId", "movieId", "rating", "timestamp"],
          text: tabbed,
          header: false,
          usualName: "u.data",
          row: [whole, whole, /^\d$/, whole],
        },
      ],
    ],
  },
];

export interface RecognisedFile {
  readonly kind: ImportKind;
  readonly form: FileForm;
  readonly file: SourceFile;
  readonly firstRecords: readonly SourceRow[]; // without the header
  readonly bytesPerRow: number;
}

export interface Recognised {
  readonly format: Format;
  readonly files: readonly RecognisedFile[]; // in the order they must be read
  readonly missing: readonly ImportKind[];
  readonly ignored: readonly string[];
}

/** Rows looked at, and the share of them that must look right: a damaged row must not hide what a file is. */
const rowsLookedAt = 40;
const shareThatFits = 0.5;

const withoutByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, "");

export const isHeader = ({ columns }: FileForm, { cells }: SourceRow): boolean =>
  cells.length === columns.length &&
  cells.every((field, i) => withoutByteOrderMark(field).trim().toLowerCase() === columns[i]?.toLowerCase());

const looksLike = (form: FileForm, records: readonly SourceRow[]): boolean => {
  const [first] = records;
  if (!first) return false;
  if (form.header) return isHeader(form, first);
  const rows = records.slice(0, rowsLookedAt);
  const fitting = rows.filter(
    ({ cells }) =>
      cells.length === form.row?.length && form.row.every((shape, i) => shape?.test(cells[i] ?? "") ?? true),
  );
  return fitting.length >= rows.length * shareThatFits;
};

const recogniseFile = async (
  file: SourceFile,
): Promise<{ readonly format: Format; readonly recognised: RecognisedFile } | null> => {
  const head = await readHead(file);
  for (const format of formats)
    for (const [kind, form] of format.forms) {
      const records = rowsOfHead(head, head.length >= file.bytes, form.text);
      if (!looksLike(form, records)) continue;
      const rows = form.header ? records.slice(1) : records;
      const bytesPerRow = Math.min(head.length, file.bytes) / Math.max(1, records.length);
      return { format, recognised: { kind, form, file, firstRecords: rows.slice(0, 8), bytesPerRow } };
    }
  return null;
};

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);

/** One file a kind: the one with the usual name, else the largest. */
const preferred = (candidates: readonly RecognisedFile[]): RecognisedFile | undefined =>
  candidates.toSorted(
    (a, b) =>
      Number(b.file.name.endsWith(b.form.usualName)) - Number(a.file.name.endsWith(a.form.usualName)) ||
      b.file.bytes - a.file.bytes,
  )[0];

/** Finds the form of a source; of several data sets in it, the one with most kinds of file, then most bytes. */
export const recognise = async (source: Source): Promise<Result<Recognised, ImportFailure>> => {
  const sets = new Map<string, { readonly format: Format; readonly files: RecognisedFile[] }>();
  for (const file of source.files) {
    const found = await recogniseFile(file);
    if (!found) continue;
    const name = `${found.format.format} ${folderOf(file.name)}`;
    const set = sets.get(name) ?? { format: found.format, files: [] };
    set.files.push(found.recognised);
    sets.set(name, set);
  }
  const candidates = [...sets.values()].map(({ format, files }) => ({
    format,
    files: format.forms.flatMap(([kind]) => preferred(files.filter((file) => file.kind === kind)) ?? []),
  }));
  const bytes = (files: readonly RecognisedFile[]): number =>
    files.reduce((sum, { file }) => sum + file.bytes, 0);
  const best = candidates.toSorted(
    (a, b) => b.files.length - a.files.length || bytes(b.files) - bytes(a.files),
  )[0];
  // A list of genres alone says nothing to import.
  if (!best?.files.some(({ kind }) => kind !== "genres"))
    return err({
      type: "UnknownFormat",
      lookedFor: formats.flatMap(({ forms }) => forms.map(([, { usualName }]) => usualName)),
      found: source.files.slice(0, 20).map(({ name }) => name),
    });
  const used = new Set(best.files.map(({ file }) => file.name));
  const kinds = new Set(best.files.map(({ kind }) => kind));
  return ok({
    ...best,
    missing: best.format.forms.map(([kind]) => kind).filter((kind) => !kinds.has(kind)),
    ignored: source.files.map(({ name }) => name).filter((name) => !used.has(name)),
  });
};

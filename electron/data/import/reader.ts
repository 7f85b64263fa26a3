/** Checks the records of one data set, file after file, and stages what they say. */
import { type ImportIssue, keptIssues } from "../../../shared/contract/import.ts";
import { type ImportRule, importRules } from "../../../shared/domain/import-rules.ts";
import type { Connection } from "../store/library.ts";
import { isHeader, type Recognised, type RecognisedFile } from "./formats.ts";
import { memberHash } from "./merge.ts";
import {
  type FilmFields,
  flaggedGenresFilm,
  type Interpret,
  linkRow,
  type MemberRow,
  namedGenresFilm,
  namedOccupationMember,
  numberedOccupationMember,
  ratingRow,
  tagRow,
} from "./rows.ts";
import type { StagedRow, Staging, StagingTable } from "./staging.ts";
import type { SourceRow } from "./tables/table.ts";

/** Counts every issue of a run and keeps the first ones. */
class IssueLog {
  readonly counts = { repaired: 0, rejected: 0 };
  private readonly kept: ImportIssue[] = [];

  /** Files as they were read, lines as they stand: duplicates are found later than the rest. */
  get inOrder(): readonly ImportIssue[] {
    const files = [...new Set(this.kept.map(({ file }) => file))];
    return this.kept.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
  }

  add(file: string, line: number, rule: ImportRule, detail: string): void {
    const outcome = importRules[rule];
    this.counts[outcome]++;
    if (this.kept.length < keptIssues)
      this.kept.push({ file, line, outcome, rule, detail: detail.slice(0, 200).replaceAll("\0", "\\0") });
  }
}

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

/** Why a record is refused before its fields are read. */
const refusal = ({ damage, cells }: SourceRow, columns: number): ImportRule | null => {
  if (damage) return damage;
  if (cells.some((field) => field.includes("\0"))) return "nul-character";
  return cells.length === columns ? null : "wrong-columns";
};

export class Reader {
  readonly issues = new IssueLog();
  /** Staged rows that stand for a row of a file. */
  rows = 0;
  private readonly films: Set<number>;
  private readonly members = new Set<number>();
  private readonly genres = [...standardGenres];
  private readonly staging: Staging;
  private readonly hash: (member: number) => Uint8Array;
  private readonly listsMembers: boolean;
  private readonly readRating;
  private readonly readTag;
  private readonly readFilm: Interpret<FilmFields>;
  private readonly readMember: Interpret<MemberRow>;

  constructor(db: Connection, staging: Staging, { format, files }: Recognised) {
    const now = Math.floor(Date.now() / 1000);
    this.staging = staging;
    this.hash = memberHash(db, format.format);
    this.listsMembers = files.some(({ kind }) => kind === "members");
    this.readRating = ratingRow(format.scale, now);
    this.readTag = tagRow(now);
    this.readFilm = format.format === "ml-100k" ? flaggedGenresFilm(this.genres) : namedGenresFilm;
    this.readMember = format.format === "ml-1m" ? numberedOccupationMember : namedOccupationMember;
    const known = db.prepare("SELECT CAST(key AS INTEGER) FROM film_key WHERE source = ?").pluck();
    this.films = new Set(known.all(format.format) as number[]);
  }

  take(from: RecognisedFile, records: readonly SourceRow[]): void {
    switch (from.kind) {
      case "genres":
        this.read(
          from,
          records,
          ([name = "", ordinal = ""]) => ({ name, ordinal: Number(ordinal) }),
          ({ name, ordinal }) => {
            this.genres[ordinal] = name;
            return null;
          },
        );
        return;
      case "films":
        this.stage("film", from, records, this.readFilm, (film, line) => {
          this.films.add(film.film);
          return [film.film, film.title, film.year, film.releaseDate, JSON.stringify(film.genres), line];
        });
        return;
      case "links":
        this.stage("link", from, records, linkRow, ({ film, imdbId, tmdbId }, line) =>
          this.knows(film, from, line) ? [film, imdbId, tmdbId, line] : null,
        );
        return;
      case "members":
        this.stage("member", from, records, this.readMember, (row, line) => {
          this.members.add(row.member);
          const { member, ageBand, gender, occupation, area } = row;
          return [member, this.hash(member), ageBand, gender, occupation, area, line];
        });
        return;
      case "ratings":
        this.stage("rating", from, records, this.readRating, ({ member, film, at, value }, line) => {
          if (!this.knows(film, from, line)) return null;
          this.meet(member, from, line);
          return [member, film, at, value, line];
        });
        return;
      case "tags":
        this.stage("tag", from, records, this.readTag, ({ member, film, text, at }, line) => {
          if (!this.knows(film, from, line)) return null;
          this.meet(member, from, line);
          return [member, film, text, at, line];
        });
        return;
    }
  }

  private knows(film: number, { file }: RecognisedFile, line: number): boolean {
    if (this.films.has(film)) return true;
    this.issues.add(file.name, line, "unknown-film", String(film));
    return false;
  }

  /** A member first seen in what they did. */
  private meet(member: number, { file }: RecognisedFile, line: number): void {
    if (this.members.has(member)) return;
    this.members.add(member);
    if (this.listsMembers) this.issues.add(file.name, line, "unknown-member", String(member));
    this.staging.add("member", [[member, this.hash(member), null, null, null, null, null]]);
  }

  private stage<Row>(
    table: StagingTable,
    from: RecognisedFile,
    records: readonly SourceRow[],
    interpret: Interpret<Row>,
    toStaged: (row: Row, line: number) => StagedRow | null,
  ): void {
    const staged = this.read(from, records, interpret, toStaged);
    const duplicates = this.staging.add(table, staged);
    for (const { line, of } of duplicates) this.issues.add(from.file.name, line, "duplicate", String(of));
    this.rows += staged.length - duplicates.length;
  }

  private read<Row>(
    { form, file }: RecognisedFile,
    records: readonly SourceRow[],
    interpret: Interpret<Row>,
    toStaged: (row: Row, line: number) => StagedRow | null,
  ): StagedRow[] {
    const staged: StagedRow[] = [];
    for (const record of records) {
      if (record.line === 1 && form.header && isHeader(form, record)) continue;
      const note = (rule: ImportRule, detail: string): void =>
        this.issues.add(file.name, record.line, rule, detail);
      const refused = refusal(record, form.columns.length);
      const row = refused ? null : interpret(record.cells, note);
      if (refused) note(refused, record.cells.join(form.text.dialect.separator));
      const kept = row && toStaged(row, record.line);
      if (kept) staged.push(kept);
    }
    return staged;
  }
}

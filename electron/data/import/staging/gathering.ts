/** Everything a source says, gathered row by row before anything of it reaches the library. */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { type ImportRule, importRules } from "../../../../shared/domain/import-rules.ts";
import { interactionKindCode } from "../../../../shared/domain/interactions.ts";
import { identifierFields, type RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { compileMapping, type Row } from "../mapping/compile.ts";
import { combineFilms } from "../records/combine.ts";
import { emptyFilm } from "../records/films.ts";
import type {
  FilmRecord,
  MemberRecord,
  PosterRecord,
  ScreenRecord,
  Staged,
  VenueRecord,
} from "../records/record.ts";
import type { InteractionRuns } from "./interaction-runs.ts";
import { IssueLog } from "./issue-log.ts";
import { keptRows } from "./kept-rows.ts";
import { KeyIndex } from "./key-index.ts";
import type { Scratch } from "./scratch.ts";

/** A film as the rows of its source tell it together. */
export interface GatheredFilm {
  record: FilmRecord;
  rows: number;
  line: number;
}

export interface GatheredTable {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface GatheringOptions {
  readonly runs: Pick<InteractionRuns, "add">;
  readonly scratch: Pick<Scratch, "add">;
  /** Keys of the source's system that the library knows. */
  readonly knownFilms: Pick<ReadonlySet<string>, "has">;
  /** The source lists films, or the library knows films of its system: others are unknown. */
  readonly filmsAreListed: boolean;
  readonly membersAreListed: boolean;
  /** A member that the library has needs no listing. */
  readonly knowsMember: (key: string) => boolean;
  /** What a venue's key stands for where no table of venues is read. */
  readonly venueName: (key: string) => string;
  /** How a member's key may be written down. */
  readonly pseudonym: (key: string) => string;
  readonly isForgotten: (key: string) => boolean;
  readonly now: number;
}

const [filmUnseen, filmKnown, filmUnknown] = [0, 1, 2] as const;

const untitled = (record: FilmRecord): FilmRecord =>
  record.title === null ? { ...record, title: `#${record.key}` } : record;

/** Kinds whose rows may have a person in them: tickets that are added up to showings, too. */
const personal: ReadonlySet<RecordKind> = new Set(["members", "interactions", "tags", "reviews", "showings"]);
const identifies = (kind: RecordKind, field: string | null): boolean =>
  field !== null && identifierFields(kind).includes(field);
/** Whether what a rule shows may be a person's key or name, or a whole row with one in it. */
const mayName = (kind: RecordKind, field: string | null): boolean =>
  field === null
    ? personal.has(kind)
    : (personal.has(kind) && field === "member") ||
      (kind === "members" && field === "key") ||
      identifies(kind, field);

export class Gathering {
  readonly issues = new IssueLog();
  readonly filmKeys = new KeyIndex();
  readonly memberKeys = new KeyIndex();
  readonly films = new Map<string, GatheredFilm>();
  readonly members = new Map<number, { record: MemberRecord; line: number }>();
  readonly venues = new Map<string, VenueRecord>();
  readonly screens = new Map<string, ScreenRecord>();
  readonly posters: { readonly film: string; readonly record: PosterRecord; readonly file: string }[] = [];
  readonly files: string[] = [];
  readonly read = new Map<RecordKind, number>();
  readonly tables: { readonly name: string; readonly mapping: TableMapping }[] = [];
  readonly #o: GatheringOptions;
  readonly #forgotten = new Set<string>();
  #filmState = new Uint8Array(1 << 10);
  #memberMet = new Uint8Array(1 << 10);

  constructor(options: GatheringOptions) {
    this.#o = options;
  }

  /** Starts a table; the function it gives takes its rows. */
  table(table: GatheredTable, mapping: TableMapping): (rows: readonly Row[]) => void {
    const file = this.files.push(table.name) - 1;
    const interpret = compileMapping(table.columns, mapping, { now: this.#o.now });
    // Not even the hash of somebody forgotten is written down again.
    const kept = keptRows(table.columns, mapping, (key) =>
      this.#o.isForgotten(key) ? "" : this.#o.pseudonym(key),
    );
    this.tables.push({ name: table.name, mapping: kept.mapping });
    // In a row of other columns no cell is known to be of a field.
    const cellsOf = ({ damage, cells }: Row): Readonly<Record<string, string>> =>
      damage || cells.length !== table.columns.length ? {} : kept.cellsOf(cells);
    return (rows) => {
      let accepted = 0;
      for (const row of rows) {
        const repairs: [ImportRule, string][] = [];
        let refused = false;
        const reject = (rule: ImportRule, field: string | null, detail: string): void => {
          refused = true;
          this.issues.rejected({
            file: table.name,
            line: row.line,
            kind: mapping.kind,
            rule,
            field,
            detail,
            cells: cellsOf(row),
          });
        };
        const staged = interpret(row, (rule, field, found) => {
          const detail = mayName(mapping.kind, field) ? "" : found;
          if (importRules[rule] === "rejected") {
            if (!refused) reject(rule, field, detail);
          } else repairs.push([rule, detail]);
        });
        if (!staged || refused) continue;
        const refusal = this.#take(staged, table.name, file, row.line, (rule, detail) =>
          repairs.push([rule, detail]),
        );
        if (refusal) {
          this.issues.rejected({
            file: table.name,
            line: row.line,
            kind: mapping.kind,
            ...refusal,
            cells: refusal.rule === "forgotten-member" ? {} : cellsOf(row),
          });
          continue;
        }
        for (const [rule, detail] of repairs)
          this.issues.repaired(table.name, row.line, mapping.kind, rule, detail);
        if (repairs.length === 0) accepted++;
      }
      this.#read(mapping.kind, rows.length);
      if (accepted > 0) this.issues.accepted(table.name, mapping.kind, accepted);
    };
  }

  /** A rating by its numbers, from the fast lane; false where the general way must tell what is wrong. */
  rating(member: number, film: number, at: number, value: number, file: number, line: number): boolean {
    const filmIndex = this.filmKeys.ofNumber(film);
    if (this.#stateOf(filmIndex) !== filmKnown) return false;
    const memberIndex = this.memberKeys.findNumber(member);
    if (memberIndex < 0 || this.#memberMet[memberIndex] !== 1) return false;
    this.#o.runs.add(memberIndex, filmIndex, interactionKindCode("rating"), at, value, file, line);
    return true;
  }

  /** Rows the fast lane took. */
  tookRatings(file: string, rows: number): void {
    this.#read("interactions", rows);
    if (rows > 0) this.issues.accepted(file, "interactions", rows);
  }

  /** Found once all rows are read: the same record stands on another line, or its place is taken. */
  duplicate(file: number, line: number, kind: RecordKind, of: number): void {
    const name = this.files[file] ?? "";
    this.issues.accepted(name, kind, -1); // as it was counted when it was read
    this.issues.rejected({
      file: name,
      line,
      kind,
      rule: "duplicate",
      field: null,
      detail: of > 0 ? String(of) : "",
      cells: {},
    });
  }

  repaired(file: number, line: number, kind: RecordKind, rule: ImportRule, detail: string): void {
    this.issues.repaired(this.files[file] ?? "", line, kind, rule, detail);
  }

  #read(kind: RecordKind, rows: number): void {
    this.read.set(kind, (this.read.get(kind) ?? 0) + rows);
  }

  #stateOf(index: number): number {
    if (index >= this.#filmState.length) {
      const larger = new Uint8Array(Math.max(index + 1, this.#filmState.length * 2));
      larger.set(this.#filmState);
      this.#filmState = larger;
    }
    const state = this.#filmState[index] as number;
    if (state !== filmUnseen) return state;
    const key = this.filmKeys.keys[index] as string;
    const known = this.films.has(key) || this.#o.knownFilms.has(key);
    const next = known || !this.#o.filmsAreListed ? filmKnown : filmUnknown;
    if (!known && next === filmKnown) this.#imply(key);
    if (next === filmKnown) this.#filmState[index] = next;
    return next;
  }

  /** A source that lists no films at all names them by key only. */
  #imply(key: string): void {
    this.films.set(key, { record: untitled(emptyFilm(key, null)), rows: 0, line: 0 });
  }

  #film(key: string, told: FilmRecord | null): number | null {
    if (told && !this.films.has(key) && !this.#o.knownFilms.has(key) && told.title !== null)
      this.films.set(key, { record: told, rows: 0, line: 0 });
    const index = this.filmKeys.of(key);
    return this.#stateOf(index) === filmKnown ? index : null;
  }

  #met(index: number): boolean {
    if (index >= this.#memberMet.length) {
      const larger = new Uint8Array(Math.max(index + 1, this.#memberMet.length * 2));
      larger.set(this.#memberMet);
      this.#memberMet = larger;
    }
    const met = this.#memberMet[index] === 1;
    this.#memberMet[index] = 1;
    return met;
  }

  #member(key: string, repaired: (rule: ImportRule, detail: string) => void): number | null {
    if (this.#forgotten.has(key)) return null;
    const index = this.memberKeys.find(key);
    if (index >= 0 && this.#met(index)) return index;
    if (this.#o.isForgotten(key)) {
      this.#forgotten.add(key);
      return null;
    }
    const fresh = this.memberKeys.of(key);
    this.#met(fresh);
    if (this.#o.membersAreListed && !this.#o.knowsMember(key))
      repaired("unknown-member", this.#o.pseudonym(key));
    return fresh;
  }

  #take(
    staged: Staged,
    name: string,
    file: number,
    line: number,
    repaired: (rule: ImportRule, detail: string) => void,
  ): { readonly rule: ImportRule; readonly field: string | null; readonly detail: string } | null {
    const unknownFilm = (key: string) => ({ rule: "unknown-film", field: "film", detail: key }) as const;
    const forgotten = { rule: "forgotten-member", field: "member", detail: "" } as const;
    const duplicate = (of: number) => ({ rule: "duplicate", field: null, detail: String(of) }) as const;
    switch (staged.kind) {
      case "films":
        return this.#takeFilm(staged.record, line);
      case "members": {
        const { record } = staged;
        if (this.#o.isForgotten(record.key)) return forgotten;
        const index = this.memberKeys.of(record.key);
        this.#met(index);
        const known = this.members.get(index);
        if (known) return duplicate(known.line);
        this.members.set(index, { record, line });
        return null;
      }
      case "interactions": {
        const { record, film: told } = staged;
        const film = this.#film(record.film, told);
        if (film === null) return unknownFilm(record.film);
        const member = this.#member(record.member, repaired);
        if (member === null) return forgotten;
        this.#o.runs.add(member, film, interactionKindCode(record.kind), record.at, record.value, file, line);
        return null;
      }
      case "tags": {
        const { record, film: told } = staged;
        const film = this.#film(record.film, told);
        if (film === null) return unknownFilm(record.film);
        const member = this.#member(record.member, repaired);
        if (member === null) return forgotten;
        const of = this.#o.scratch.add("tag", [member, film, record.text, record.at, file, line]);
        return of === null ? null : duplicate(of);
      }
      case "showings": {
        const { record, film: told } = staged;
        const film = this.#film(record.film, told);
        if (film === null) return unknownFilm(record.film);
        const { venue, screen, date, start, part, showings, capacity, admissions, gross } = record;
        this.#venue(venue);
        const place = [venue, screen ?? "", date, start ?? -1, film, part ?? ""];
        const of = this.#o.scratch.add("showing", [
          ...place,
          showings,
          capacity,
          admissions,
          gross,
          file,
          line,
        ]);
        return of === null ? null : duplicate(of);
      }
      case "reviews": {
        const { record, film: told } = staged;
        const film = record.film === null ? null : this.#film(record.film, told);
        if (record.film !== null && film === null) return unknownFilm(record.film);
        const member = record.member === null ? null : this.#member(record.member, repaired);
        if (record.member !== null && member === null) return forgotten;
        if (record.venue !== null) this.#venue(record.venue);
        const { key, venue, channel, language, at, rating, polarity, text } = record;
        const of = this.#o.scratch.add("review", [
          key,
          film,
          venue,
          member,
          channel,
          language,
          at,
          rating,
          polarity,
          text,
          file,
          line,
        ]);
        return of === null ? null : duplicate(of);
      }
      case "venues":
        this.venues.set(staged.record.key, staged.record);
        return null;
      case "screens":
        this.#venue(staged.record.venue);
        this.screens.set(`${staged.record.venue}\0${staged.record.name}`, staged.record);
        return null;
      case "posters":
        if (this.#film(staged.record.film, staged.film) === null) return unknownFilm(staged.record.film);
        this.posters.push({ film: staged.record.film, record: staged.record, file: name });
        return null;
    }
  }

  #takeFilm(record: FilmRecord, line: number) {
    const known = this.films.get(record.key);
    if (!known) {
      if (record.title === null && !this.#o.knownFilms.has(record.key))
        return { rule: "unknown-film", field: "key", detail: record.key } as const;
      this.films.set(record.key, { record, rows: 1, line });
      return null;
    }
    // The same film told twice by a table that lists films is a duplicate; rows without a title add to it.
    if (record.title !== null && known.record.title !== null && known.rows > 0)
      return { rule: "duplicate", field: "key", detail: String(known.line) } as const;
    known.record = combineFilms(known.record, record);
    known.rows++;
    return null;
  }

  #venue(key: string): void {
    if (!this.venues.has(key))
      this.venues.set(key, { key, name: this.#o.venueName(key), nameZh: null, timeZone: null, region: null });
  }
}

/** Counts how the rows of an import ended, by file, kind and rule, and keeps the first that were not taken as they were. */
import type { ImportIssue } from "../../../../shared/contract/import.ts";
import { keptIssues } from "../../../../shared/contract/import.ts";
import { type ImportRule, importRules } from "../../../../shared/domain/import-rules.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";

/** Rows kept in the quarantine of one import, and characters of their cells; all rows are counted. */
export const keptInQuarantine = 100_000;
const keptCharacters = 50_000_000;

export interface Rejected {
  readonly file: string;
  readonly line: number;
  readonly kind: RecordKind;
  readonly rule: ImportRule;
  readonly field: string | null;
  readonly detail: string;
  /** By field, as the source has them; a member's key only as its hash. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface RuleCount {
  readonly file: string;
  readonly kind: RecordKind;
  readonly rule: ImportRule | "";
  readonly outcome: "accepted" | "repaired" | "rejected";
  rows: number;
}

const longestDetail = 200;
const shown = (detail: string): string => detail.slice(0, longestDetail).replaceAll("\0", "\\0");

export class IssueLog {
  readonly counts = { repaired: 0, rejected: 0 };
  readonly quarantine: Rejected[] = [];
  readonly #kept: ImportIssue[] = [];
  #characters = 0;
  readonly #rules = new Map<string, RuleCount>();

  get rules(): readonly RuleCount[] {
    return [...this.#rules.values()];
  }

  /** Files as they were read, lines as they stand: duplicates are found later than the rest. */
  get inOrder(): readonly ImportIssue[] {
    const files = [...new Set(this.#kept.map(({ file }) => file))];
    return this.#kept.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
  }

  accepted(file: string, kind: RecordKind, rows: number): void {
    this.#count(file, kind, "", "accepted", rows);
  }

  repaired(file: string, line: number, kind: RecordKind, rule: ImportRule, detail: string): void {
    this.counts.repaired++;
    this.#count(file, kind, rule, "repaired", 1);
    this.#keep(file, line, rule, detail);
  }

  rejected(row: Rejected): void {
    this.counts.rejected++;
    this.#count(row.file, row.kind, row.rule, "rejected", 1);
    this.#keep(row.file, row.line, row.rule, row.detail);
    if (this.quarantine.length >= keptInQuarantine) return;
    for (const cell of Object.values(row.cells)) this.#characters += cell.length;
    const cells = this.#characters > keptCharacters ? {} : row.cells;
    this.quarantine.push({ ...row, detail: shown(row.detail), cells });
  }

  #keep(file: string, line: number, rule: ImportRule, detail: string): void {
    if (this.#kept.length < keptIssues)
      this.#kept.push({ file, line, outcome: importRules[rule], rule, detail: shown(detail) });
  }

  #count(
    file: string,
    kind: RecordKind,
    rule: ImportRule | "",
    outcome: RuleCount["outcome"],
    rows: number,
  ): void {
    const key = `${file}\0${kind}\0${rule}\0${outcome}`;
    const count = this.#rules.get(key) ?? { file, kind, rule, outcome, rows: 0 };
    count.rows += rows;
    this.#rules.set(key, count);
  }
}

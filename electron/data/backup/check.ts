/** A full check of a library file by a connection of its own. Synchronous and long: run it apart (`check-apart.ts`). */
import { statSync } from "node:fs";
import type { LibraryCheck } from "../../../shared/contract/safety.ts";
import { libraryCounts } from "../store/counts.ts";
import { applicationId, type Connection, connectTo } from "../store/library.ts";
import { readApart } from "../store/read-apart.ts";
import { brokenSealWords, checkSeal } from "../store/seal.ts";

export interface CheckWish {
  readonly path: string;
  /** quick: pages only; full: indexes and references too. */
  readonly level: "quick" | "full";
  /** The file is ours alone: it becomes one plain file without a write-ahead log. */
  readonly settle?: boolean;
  /** The bytes must be those of the seal too, where there is one. */
  readonly sealed?: boolean;
}

const findingsOf = (db: Connection, level: CheckWish["level"]): string[] => {
  const pragma = level === "full" ? "integrity_check(100)" : "quick_check(100)";
  const lines = (db.pragma(pragma) as Readonly<Record<string, string>>[]).flatMap((row) =>
    Object.values(row),
  );
  return lines.length === 1 && lines[0] === "ok" ? [] : lines;
};

const orphansOf = (db: Connection): number =>
  db.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get() as number;

const attempt = <T>(findings: string[], otherwise: T, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
    return otherwise;
  }
};

const settleFile = (path: string): void => {
  const db = connectTo(path, { fileMustExist: true });
  try {
    db.pragma("journal_mode = DELETE");
  } finally {
    db.close();
  }
};

export const checkFile = ({ path, level, settle = false, sealed = false }: CheckWish): LibraryCheck => {
  const start = performance.now();
  const findings: string[] = [];
  let schema = null as number | null;
  let orphans = 0;
  let counts = null as LibraryCheck["counts"];
  let bytes = 0;
  try {
    const seal = sealed ? checkSeal(path) : null;
    if (seal?.state === "broken") findings.push(brokenSealWords(seal.places));
    if (settle) settleFile(path);
    readApart(path, (db) => {
      db.pragma("cell_size_check = ON");
      if (db.pragma("application_id", { simple: true }) !== applicationId) {
        findings.push("not a Marquee library");
        return;
      }
      schema = db.pragma("user_version", { simple: true }) as number;
      findings.push(...attempt(findings, [], () => findingsOf(db, level)));
      if (level === "quick") return;
      orphans = attempt(findings, 0, () => orphansOf(db));
      // A schema from before a table is no damage.
      counts = attempt([], null, () => libraryCounts(db));
    });
    bytes = statSync(path).size;
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
  }
  return {
    path,
    sound: findings.length === 0 && orphans === 0,
    findings: findings.slice(0, 100),
    orphans,
    schema,
    bytes,
    counts,
    seconds: (performance.now() - start) / 1000,
  };
};

/**
 * An import as the product does it, by its batch command, against `sqlite3 .import` of the same file into a table with
 * the library's keys: JSON lines, the last with pass or fail.
 *
 *   npm run bench -- import [--ratings 5000000] [--alone]      --alone: without sqlite3
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { blockName, interactionRevision } from "../../electron/data/blocks/blocks.ts";
import { closeLibrary, openLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { root } from "../../scripts/runtime/places.ts";
import { requirePackages } from "../../scripts/runtime/system-packages.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { writeMlLatest } from "../fixtures/movielens/generate.ts";
import { batchCommand } from "./batch-command.ts";

const most = { ratio: 1.5, peakMiB: 600 };
/** Of the pace of a phase's first quarter, what its last must keep. */
const leastPaceKept = 0.8;

const { values } = parseArgs({
  options: { ratings: { type: "string", default: "5000000" }, alone: { type: "boolean", default: false } },
});
const ratingsPerMember = 100;
const ratings = Number(values.ratings);
const print = (figures: object): void => console.log(JSON.stringify(figures));
const secondsSince = (start: number): number => Number(((performance.now() - start) / 1000).toFixed(2));

/** The keys of the library's own table, the same cache, one transaction. */
const sqliteScript = (csv: string): string => `
PRAGMA cache_size = -65536;
CREATE TABLE rating (member INTEGER NOT NULL, film INTEGER NOT NULL, value REAL NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (member, film, at)) WITHOUT ROWID;
CREATE INDEX rating_by_film ON rating (film);
.import --csv --skip 1 "${csv}" rating
SELECT count(*) FROM rating;
`;

const bySqlite = async (home: string, csv: string): Promise<number> => {
  await requirePackages([["sqlite3"]]);
  const started = performance.now();
  const rows = execFileSync("sqlite3", [join(home, "plain.db")], {
    input: sqliteScript(csv),
    encoding: "utf8",
  });
  const seconds = secondsSince(started);
  const version = execFileSync("sqlite3", ["--version"], { encoding: "utf8" }).split(" ")[0];
  print({ by: `sqlite3 ${version} .import`, rows: Number(rows), seconds });
  return seconds;
};

interface Point {
  readonly phase: string;
  readonly rows: number;
  readonly at: number; // seconds
  readonly ownAt: number | null; // seconds that the import itself computed
}

/** Rows a second in each quarter of a phase, as its progress told them; `own`: of the import's own computing. */
const paces = (points: readonly Point[], phase: string, own: boolean): number[] => {
  const told = points.filter((point) => point.phase === phase && point.rows > 0);
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last || told.length < 9) return [];
  return [0, 1, 2, 3].map((quarter) => {
    const near = (share: number): Point => {
      const rows = first.rows + share * (last.rows - first.rows);
      return told.find((point) => point.rows >= rows) ?? last;
    };
    const [from, to] = [near(quarter / 4), near((quarter + 1) / 4)];
    const seconds = own ? (to.ownAt ?? 0) - (from.ownAt ?? 0) : to.at - from.at;
    return Math.round((to.rows - from.rows) / Math.max(0.01, seconds));
  });
};

const byMarquee = async (library: string, csv: string) => {
  const points: Point[] = [];
  const { code, result, seconds, peakMiB } = await batchCommand(
    ["import", csv, "--library", library],
    (line, ownAt) => {
      const told = /^(reading|comparing|storing) .*: (\d+) rows/.exec(line);
      if (told)
        points.push({ phase: told[1] as string, rows: Number(told[2]), at: performance.now() / 1000, ownAt });
      else if (line !== "") process.stderr.write(`${line}\n`);
    },
  );
  if (code !== 0) throw new Error(JSON.stringify(result));
  const summary = result as { interactions: number; rejected: number; seconds: number };
  const opened = valueOrThrow(openLibrary(library, readMigrations(join(root, "electron", "migrations"))));
  const blocks = opened.db
    .prepare("SELECT sum(rows) AS rows, min(revision) AS revision FROM block WHERE name = ?")
    .get(blockName) as { rows: number; revision: number };
  const usable =
    blocks.rows === summary.interactions &&
    blocks.revision === interactionRevision(opened.db) &&
    opened.db.pragma("quick_check(1)", { simple: true }) === "ok";
  closeLibrary(opened);
  const paceOf = (own: boolean) => ({
    reading: paces(points, "reading", own),
    storing: paces(points, "storing", own),
  });
  const figures = {
    by: "marquee import",
    rows: ratings,
    interactions: summary.interactions,
    rejected: summary.rejected,
    seconds,
    ofThatImport: Number(summary.seconds.toFixed(2)),
    rowsPerSecond: Math.round(ratings / seconds),
    rowsPerSecondByQuarter: paceOf(false),
    rowsPerOwnSecondByQuarter: paceOf(true),
    usable,
    peakMiB,
    bytesPerInteraction: Number((statSync(library).size / summary.interactions).toFixed(1)),
  };
  print(figures);
  return figures;
};

const home = mkdtempSync(join(tmpdir(), "import-bench-"));
try {
  await writeMlLatest(home, { members: ratings / ratingsPerMember, films: 20_000, ratingsPerMember });
  const csv = join(home, "ratings.csv");
  print({ ratings, fileMB: Math.round(statSync(csv).size / 1e6) });
  const sqlite = values.alone ? null : await bySqlite(home, csv);
  const marquee = await byMarquee(join(home, "bench.marquee"), csv);
  const ratioOf = (seconds: number) => (sqlite === null ? null : Number((seconds / sqlite).toFixed(2)));
  const ratio = ratioOf(marquee.seconds);
  // Without the start of the application and the sealing of the library at its end.
  const ratioOfImport = ratioOf(marquee.ofThatImport);
  const keptOf = (pace: Readonly<Record<string, readonly number[]>>): number => {
    const kept = Object.values(pace).map(([first = 1, , , last = 1]) => last / first);
    return Number(Math.min(...kept).toFixed(2));
  };
  const paceKept = keptOf(marquee.rowsPerSecondByQuarter);
  const ownPaceKept = keptOf(marquee.rowsPerOwnSecondByQuarter);
  const passed =
    (ratio === null || ratio <= most.ratio) &&
    (marquee.peakMiB === null || marquee.peakMiB <= most.peakMiB) &&
    marquee.usable &&
    marquee.interactions + marquee.rejected === ratings &&
    paceKept >= leastPaceKept;
  print({
    ratio,
    ratioOfImport,
    peakMiB: marquee.peakMiB,
    paceKept,
    ownPaceKept,
    most,
    leastPaceKept,
    passed,
  });
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

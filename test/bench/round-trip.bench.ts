/**
 * Every data set of a folder through the whole way of an import but the storing: opened, cut into tables, mapped by layout
 * or by guessing alone, every row made a record or refused by a rule. Prints what came out and the dirt found, as JSON
 * lines, and fails where a set's rows are not those that its README names.
 * node test/bench/round-trip.bench.ts <data folder>
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formsByLayout } from "../../electron/data/import/layouts/layouts.ts";
import { compileMapping } from "../../electron/data/import/mapping/compile.ts";
import { mapSource } from "../../electron/data/import/mapping/map-source.ts";
import { wholeShowing } from "../../electron/data/import/records/combine.ts";
import { identityOf, showingOf } from "../../electron/data/import/records/identity.ts";
import type { ShowingRecord } from "../../electron/data/import/records/record.ts";
import { openSource } from "../../electron/data/import/source/open.ts";
import { readHead } from "../../electron/data/import/tables/records.ts";
import { tablesOf } from "../../electron/data/import/tables/tables-of.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

/** Rows by kind of record, as the data's README has them; `dirt` where it is named there or was counted apart. */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "movielens-latest-small": { interactions: 100_836, members: 610, films: 9_742, tags: 3_683 },
  "movielens-100k": { interactions: 100_000, members: 943, films: 1_682 },
  sst2: { reviews: 6_920 + 872 },
  "chinese-movie-comments": { reviews: 5_629 },
  "cinema-ticket-days": { showings: 105_563, "capacity-not-positive": 3, "occupancy-over-100": 126 },
  "art-theater": { showings: 9_564, wholeShowings: 3_262 },
  "tmdb-5000": { films: 4_803 },
};

const {
  positionals: [folder],
} = parseArgs({ allowPositionals: true });
if (!folder) {
  console.log("round-trip.bench.ts <data folder>");
  process.exit();
}

class Tally {
  readonly rows: Record<string, number> = {};
  readonly outcomes: Record<string, number> = { accepted: 0, repaired: 0, rejected: 0, leftOut: 0 };
  readonly rules: Record<string, number> = {};
  readonly members = new Set<string>();
  readonly films = new Set<string>();
  readonly showings = new Map<string, [ShowingRecord, ...ShowingRecord[]]>();

  add(counts: Record<string, number>, name: string): void {
    counts[name] = (counts[name] ?? 0) + 1;
  }
}

const takeSource = async (name: string, path: string): Promise<Tally> => {
  const source = valueOrThrow(await openSource(path));
  const heads = new Map<string, Uint8Array>();
  for (const file of source.files) heads.set(file.name, await readHead(file));
  const tables = valueOrThrow(await tablesOf(source, Object.fromEntries(formsByLayout(heads))));
  const mapped = await mapSource({ name, tables });
  const tally = new Tally();
  for (const { table, mapping } of mapped.tables) {
    if (!mapping) continue;
    const interpret = compileMapping(table.columns, mapping, { now: Date.now() / 1000 });
    const seen = new Set<string>();
    for await (const { rows } of table.rows())
      for (const row of rows) {
        tally.add(tally.rows, mapping.kind);
        let notes = 0;
        const staged = interpret(row, (rule) => {
          tally.add(tally.rules, rule);
          notes++;
        });
        if (!staged) {
          tally.add(tally.outcomes, notes > 0 ? "rejected" : "leftOut");
          continue;
        }
        const identity = identityOf(staged);
        if (seen.has(identity)) {
          tally.add(tally.rules, "duplicate");
          tally.add(tally.outcomes, "rejected");
          continue;
        }
        seen.add(identity);
        tally.add(tally.outcomes, notes > 0 ? "repaired" : "accepted");
        if (staged.kind === "films" && staged.record.title !== null) tally.films.add(staged.record.key);
        if (staged.kind === "interactions") tally.members.add(staged.record.member);
        if (staged.kind === "showings") {
          const whole = tally.showings.get(showingOf(staged.record));
          if (whole) whole.push(staged.record);
          else tally.showings.set(showingOf(staged.record), [staged.record]);
        }
      }
  }
  source.close();
  console.log(
    JSON.stringify({
      set: name,
      layout: mapped.layout,
      confident: mapped.confident,
      kinds: mapped.tables.map(({ table, mapping }) => `${table.name}: ${mapping?.kind ?? "left out"}`),
      ignored: mapped.ignored,
      rows: tally.rows,
      ...tally.outcomes,
      rules: tally.rules,
    }),
  );
  return tally;
};

const found = (tally: Tally, what: string): number => {
  if (what === "members") return tally.members.size;
  if (what === "films") return tally.films.size;
  if (what === "wholeShowings")
    return [...tally.showings.values()].map((parts) => wholeShowing(parts)).length;
  return tally.rules[what] ?? tally.rows[what] ?? 0;
};

for (const name of readdirSync(folder).filter((each) => statSync(join(folder, each)).isDirectory())) {
  const started = performance.now();
  const tally = await takeSource(name, join(folder, name));
  const wrong = Object.entries(expected[name] ?? {}).filter(([what, count]) => found(tally, what) !== count);
  for (const [what, count] of wrong) {
    console.error(`${name}: ${found(tally, what)} ${what}, not ${count}`);
    process.exitCode = 1;
  }
  console.log(
    JSON.stringify({
      set: name,
      seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
      asNamed: wrong.length === 0,
    }),
  );
}

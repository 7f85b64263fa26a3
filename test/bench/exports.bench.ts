/**
 * How long each form of a full week takes to write, and whether LibreOffice, where it is installed, opens each workbook and finds every
 * row of it.
 *
 *   node scripts/run.mjs bench exports
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bookingsOf, byDistributor } from "../../electron/data/export/bookings.ts";
import { compositionUses } from "../../electron/data/export/compositions.ts";
import { issue } from "../../electron/data/export/issued.ts";
import { outputs } from "../../electron/data/export/outputs.ts";
import { planOf } from "../../electron/data/export/plan.fixture.ts";
import { showingViews } from "../../electron/data/export/plan-view.ts";
import { openSource } from "../../electron/data/import/source/open.ts";
import { tablesOf } from "../../electron/data/import/tables/tables-of.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const document = planOf("2026-11-27");
const views = showingViews(document);
const uses = compositionUses(document, views);
const material = {
  document,
  views,
  uses,
  issued: issue(document, views, new Map()),
  language: "en",
} as const;
const folder = mkdtempSync(join(tmpdir(), "marquee-exports-"));
try {
  const rows = [];
  for (const { form, ending, write } of outputs) {
    if (ending.endsWith(".pdf")) continue; // printed by the application alone
    const began = performance.now();
    const content = await write(material, () => Promise.reject(new Error("nothing prints here")));
    const name = `week${ending}`;
    writeFileSync(join(folder, name), content);
    rows.push({ form, name, bytes: Buffer.byteLength(content), ms: Math.round(performance.now() - began) });
  }
  console.table(rows);

  const distributors = byDistributor(bookingsOf(document, views));
  // Rows of the sheets that LibreOffice writes as CSV: every sheet of a workbook in a file of its own.
  const expected: Readonly<Record<string, number>> = {
    "week-Showings.csv": document.showings.length + 1,
    "week-Bookings.csv": document.films.length + 1,
    "week KDM-DCP and KDM.csv": uses.length + 1,
    ...Object.fromEntries(
      distributors.flatMap(({ distributor, bookings }) =>
        distributor && /^[\w ]+$/.test(distributor)
          ? [[`week bookings-${distributor}.csv`, bookings.length + 3]]
          : [],
      ),
    ),
  };
  const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
  const workbooks = readdirSync(folder).filter((name) => name.endsWith(".xlsx"));
  const office = spawnSync(
    "soffice",
    [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      "--convert-to",
      everySheet,
      "--outdir",
      folder,
    ].concat(workbooks.map((name) => join(folder, name))),
    { encoding: "utf8", timeout: 180_000 },
  );
  if ((office.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    console.log(
      "LibreOffice (soffice) is not installed here: NOT opened by it; Marquee's import reads the workbooks instead.",
    );
    let counted = 0;
    for (const name of workbooks) {
      const source = valueOrThrow(await openSource(join(folder, name)));
      for (const table of valueOrThrow(await tablesOf(source, {}))) {
        const sheet = table.form.type === "xlsx" ? table.form.sheet : "";
        const count = expected[`${name.replace(/\.xlsx$/, "")}-${sheet}.csv`];
        if (count === undefined) continue;
        counted++;
        let rows = 0;
        for await (const batch of table.rows()) {
          const damaged = batch.rows.find(({ damage }) => damage !== null);
          if (damaged) throw new Error(`${name}, ${sheet}: line ${damaged.line} is damaged`);
          rows += batch.rows.length;
        }
        // Header and titles are no rows of the table.
        const titles = sheet in { Showings: 1, Bookings: 1, "DCP and KDM": 1 } ? 1 : 3;
        if (rows !== count - titles)
          throw new Error(`${name}, ${sheet}: ${rows} rows, not ${count - titles}`);
      }
      source.close();
    }
    const known = Object.keys(expected).length;
    if (counted !== known) throw new Error(`${counted} of ${known} sheets were found`);
    console.log(
      `Marquee's import read ${workbooks.length} workbooks and found every row of ${counted} sheets.`,
    );
  } else {
    if (office.status !== 0) throw new Error(`LibreOffice failed: ${office.stderr}`);
    for (const [name, count] of Object.entries(expected)) {
      const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n").length;
      if (lines !== count) throw new Error(`${name} has ${lines} rows in LibreOffice, not ${count}`);
    }
    console.log(
      `LibreOffice opened ${workbooks.length} workbooks and found every row of ${Object.keys(expected).length} sheets.`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

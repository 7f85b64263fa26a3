/**
 * How fast rows come from a warehouse into files of this computer, and what that holds in memory, as JSON lines. The
 * server is a real PostgreSQL on this machine, over verified TLS, so the line is as good as it can be. The longest wait is
 * that of the caller, as the data service is; the rows are read in a process of their own.
 * node test/bench/warehouse.bench.ts [--rows 1000000]
 */
import { setInterval } from "node:timers";
import { parseArgs } from "node:util";
import { jobsOver } from "../../electron/data/jobs/client.ts";
import type { WarehouseSelection } from "../../shared/contract/warehouse.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { jobProcess } from "../fixtures/job-process.ts";
import { startPostgres } from "../fixtures/postgres/server.ts";
import { table, testWarehouse } from "../fixtures/postgres/warehouse.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" } } });
const rows = Number(values.rows);
const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

const server = await startPostgres();
try {
  await server.run(`
    CREATE TABLE visits (id bigint PRIMARY KEY, member int NOT NULL, film int NOT NULL, venue int NOT NULL, at timestamptz NOT NULL, tickets int NOT NULL, gross numeric(10,2) NOT NULL);
    INSERT INTO visits SELECT i, (i * 7919) % 50000, i % 3000, i % 60, timestamptz '2026-01-01 10:00+00' + i % 30000000 * interval '1 second', 1 + i % 4, 9.5 * (1 + i % 4) FROM generate_series(1::bigint, ${rows}) i;
    ANALYZE`);
  const child = jobProcess();
  const jobs = jobsOver(child);
  const warehouse = testWarehouse({ ...server, authority: server.authority.certificate }, {}, jobs);
  const before = process.memoryUsage().rss;
  const measure = async (name: string, selection: WarehouseSelection): Promise<void> => {
    let peak = 0;
    let latest = performance.now();
    let longestWait = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
      longestWait = Math.max(longestWait, performance.now() - latest - 10);
      latest = performance.now();
    }, 10);
    const { handlers, connection, call } = warehouse;
    const fetched = valueOrThrow(
      await handlers.fetchFromWarehouse({ type: "new", connection, name, selections: [selection] }, call()),
    );
    clearInterval(watch);
    console.log(
      JSON.stringify({
        bench: name,
        rowsAtServer: rows,
        rowsCrossed: fetched.rows,
        seconds: Number(fetched.seconds.toFixed(2)),
        rowsPerSecond: Math.round(fetched.rows / fetched.seconds),
        fileMiB: mebibytes(fetched.bytes),
        residentBeforeMiB: mebibytes(before),
        residentPeakMiB: mebibytes(peak),
        longestWaitMs: Math.round(longestWait),
      }),
    );
  };
  await measure("by key, can resume", table("visits", { key: ["id"] }));
  await measure("without a key", table("visits"));
  await measure(
    "sample of 10 % of members",
    table("visits", { key: ["id"], sample: { column: "member", percent: 10 } }),
  );
  await measure(
    "totals by film, venue, day",
    table("visits", {
      totals: {
        film: "film",
        venue: "venue",
        at: "at",
        dayStartsAt: 6,
        timeZone: "Asia/Shanghai",
        admissions: "tickets",
        gross: "gross",
        showing: null,
      },
    }),
  );
  warehouse.remove();
  child.stop();
} finally {
  await server.stop();
}

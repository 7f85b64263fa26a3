/** Rows that cross: all of them once, whatever breaks; and no more of them than were asked for. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { FetchProgress, WarehouseSelection } from "../../../../../shared/contract/warehouse.ts";
import { jobProcess } from "../../../../../test/fixtures/job-process.ts";
import { type PostgresServer, startPostgres } from "../../../../../test/fixtures/postgres/server.ts";
import {
  query,
  type TestWarehouse,
  table,
  testWarehouse,
} from "../../../../../test/fixtures/postgres/warehouse.ts";
import { jobsOver } from "../../../jobs/client.ts";
import { FetchFolder } from "./fetch-state.ts";
import { pagesOf } from "./rows.ts";
import { withSession } from "./session.ts";
import { statementOf } from "./statement.ts";

vi.setConfig({ testTimeout: 120_000 });
const visits = 300_000;
const members = 4_000;
let server: PostgresServer;
let warehouse: TestWarehouse;
beforeAll(async () => {
  server = await startPostgres();
  await server.run(`
    CREATE TABLE visits (id int PRIMARY KEY, member text NOT NULL, film int NOT NULL, venue text NOT NULL, at timestamptz NOT NULL, tickets int NOT NULL, gross numeric(10,2), note text);
    INSERT INTO visits SELECT i, 'm' || (i::bigint * 7919 % ${members}), i % 500, 'Venue ' || i % 9, timestamptz '2026-01-01 00:00+00' + i * interval '60 seconds', 1 + i % 4, (i % 4 + 1) * 9.5, repeat('x', i % 60)
      FROM generate_series(1, ${visits}) i;
    CREATE TABLE text_keys (a text NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
    INSERT INTO text_keys SELECT chr(65 + i % 26) || E'\\'",\\n' || chr(8364 + i % 5), i FROM generate_series(1, 3000) i;
    CREATE TABLE one_column (value text);
    INSERT INTO one_column VALUES (''), (NULL), ('a,b'), ('line
break');
    CREATE TABLE not_unique (id int, value text);
    INSERT INTO not_unique SELECT i / 2, 'x' FROM generate_series(2, 3001) i;
    CREATE TABLE gaps (id int UNIQUE); INSERT INTO gaps VALUES (1), (2), (NULL);
    ANALYZE`);
}, 60_000);
afterAll(() => server?.stop());
afterEach(() => warehouse?.remove());

const begin = (): TestWarehouse => {
  warehouse = testWarehouse({ ...server, authority: server.authority.certificate });
  return warehouse;
};
const fetchNew = (
  selections: WarehouseSelection[],
  progress?: (told: FetchProgress) => void,
  signal?: AbortSignal,
) => {
  const { handlers, connection, call } = warehouse;
  return handlers.fetchFromWarehouse(
    { type: "new", connection, name: "Chain", selections },
    call(signal, progress),
  );
};
const resume = (fetch: string, progress?: (told: FetchProgress) => void) =>
  warehouse.handlers.fetchFromWarehouse({ type: "resume", fetch }, warehouse.call(undefined, progress));
type Fetched = Awaited<ReturnType<typeof fetchNew>>;
const pathOf = (fetched: Fetched, file: string): string => {
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.error));
  return join(warehouse.files.get(fetched.value.file) as string, file);
};
const rowsOf = (fetched: Fetched, file: string): string[][] =>
  parse(readFileSync(pathOf(fetched, file)), { relax_column_count: false });
const unfinished = async () => {
  const found = await warehouse.handlers.unfinishedFetches({}, warehouse.call());
  return found.ok ? found.value.fetches : [];
};
const sha = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
/** Ends every session of ours, once, as an administrator or a failing network would. */
const kill = () =>
  server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Marquee'");
const killer = (): (() => void) => {
  let done = false;
  return () => {
    if (!done) void kill();
    done = true;
  };
};
const byId = table("visits", { key: ["id"] });

describe("a fetch", () => {
  test("brings every row once, as text that reads back cell by cell", async () => {
    begin();
    const told: FetchProgress[] = [];
    const fetched = await fetchNew(
      [byId, table("text_keys", { key: ["a", "b"] }), table("one_column")],
      (each) => told.push(each),
    );
    expect(fetched).toMatchObject({ ok: true, value: { name: "Chain", rows: visits + 3000 + 4 } });
    const rows = rowsOf(fetched, "visits.csv");
    expect(rows[0]).toEqual(["id", "member", "film", "venue", "at", "tickets", "gross", "note"]);
    expect(rows[1]).toEqual(["1", "m3919", "1", "Venue 1", "2026-01-01T00:01:00Z", "2", "19.00", "x"]);
    expect(rows.slice(1).map(([id]) => Number(id))).toEqual(
      Array.from({ length: visits }, (_, at) => at + 1),
    );
    const expected = await server.run("SELECT a, b FROM text_keys ORDER BY a, b");
    expect(rowsOf(fetched, "text_keys.csv").slice(1)).toEqual(expected.map(({ a, b }) => [a, String(b)]));
    expect(rowsOf(fetched, "one_column.csv")).toEqual([["value"], [""], [""], ["a,b"], ["line\nbreak"]]);
    const inVisits = told.filter(({ table }) => table === "visits");
    expect(inVisits.length).toBeGreaterThan(3);
    expect(inVisits.at(-1)).toMatchObject({ rows: visits, done: 0, of: 3 });
    expect(Math.abs((inVisits[0]?.estimatedRows ?? 0) - visits)).toBeLessThan(visits / 10);
    expect(statSync(pathOf(fetched, "visits.csv")).mode & 0o077).toBe(0); // for this user only
  });

  test("a dropped connection goes on from the last page: the same bytes as without the drop, again and again", async () => {
    begin();
    const whole = await fetchNew([byId]);
    const expected = sha(pathOf(whole, "visits.csv"));
    const killOnce = killer();
    let result = await fetchNew([byId], ({ rows }) => {
      if (rows > 20_000) killOnce();
    });
    const kept: number[] = [];
    for (let drops = 1; !result.ok; drops++) {
      expect(result.error).toMatchObject({ type: "ConnectionDropped" });
      const [waiting] = await unfinished();
      expect(waiting).toMatchObject({
        name: "Chain",
        tables: [{ name: "visits", done: false, resumes: true }],
      });
      kept.push(waiting?.rows ?? 0);
      const killAgain = killer();
      result = await resume(waiting?.fetch ?? "", () => {
        if (drops < 3) killAgain();
      });
    }
    expect(kept.length).toBeGreaterThanOrEqual(1);
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
    expect(kept[0]).toBeGreaterThan(20_000);
    expect(result.value.rows).toBe(visits);
    expect(sha(pathOf(result, "visits.csv"))).toBe(expected);
    expect(await unfinished()).toEqual([]);
  });

  test("a job process that ends in the middle is a fetch that goes on: the same bytes as without", async () => {
    const child = jobProcess();
    const jobs = jobsOver(child);
    warehouse = testWarehouse({ ...server, authority: server.authority.certificate }, {}, jobs);
    const since = { column: "at", from: "2026-06-15", unit: "date" } as const;
    const selection = table("visits", { key: ["id"], since });
    const whole = sha(pathOf(await fetchNew([selection]), "visits.csv"));
    const stopped = await fetchNew([selection], ({ rows }) => {
      if (rows > 900) child.stop();
    });
    expect(stopped).toEqual({ ok: false, error: { type: "JobStopped" } });
    const [waiting] = await unfinished();
    expect(waiting?.rows).toBeGreaterThan(900);
    expect(sha(pathOf(await resume(waiting?.fetch ?? ""), "visits.csv"))).toBe(whole);
    child.stop();
  });

  test("times are told on the clock of the zone that was chosen, and an evening there keeps its day", async () => {
    begin();
    const since = { column: "at", from: "2026-07-25", unit: "date" } as const;
    const selection = table("visits", { key: ["id"], columns: ["id", "at"], since });
    const there = await fetchNew([{ ...selection, timeZone: "America/New_York" }]);
    const [{ first } = {}] = await server.run(
      "SELECT min(id) AS first FROM visits WHERE at >= timestamptz '2026-07-25 00:00-04'",
    );
    expect(rowsOf(there, "visits.csv")[1]).toEqual([String(first), "2026-07-25T00:00:00-04:00"]);
    expect(rowsOf(await fetchNew([selection]), "visits.csv")[1]?.[1]).toBe("2026-07-25T00:00:00Z");
    expect(await fetchNew([{ ...selection, timeZone: "Atlantis/Capital" }])).toMatchObject({
      error: { type: "QueryFailed", detail: expect.stringContaining("Atlantis/Capital") },
    });
  });

  test("what a crash left behind the noted page is cut off", async () => {
    begin();
    const whole = sha(pathOf(await fetchNew([byId]), "visits.csv"));
    const killOnce = killer();
    const dropped = await fetchNew([byId], () => {
      killOnce();
    });
    expect(dropped.ok).toBe(false);
    const [waiting] = await unfinished();
    appendFileSync(join(warehouse.folder, waiting?.fetch ?? "", "data", "visits.csv"), '7,m1\n8,"half a li');
    expect(sha(pathOf(await resume(waiting?.fetch ?? ""), "visits.csv"))).toBe(whole);
  });

  test("a fetch that another process is at work on is neither offered, nor taken up, nor swept away", async () => {
    begin();
    const killOnce = killer();
    await fetchNew([byId], () => killOnce());
    const [waiting] = await unfinished();
    const fetch = waiting?.fetch ?? "";
    const note = join(warehouse.folder, fetch, "fetch.json");
    const own = (owner: number | null, startedAt = Date.now()): void =>
      writeFileSync(note, JSON.stringify({ ...JSON.parse(readFileSync(note, "utf8")), owner, startedAt }));
    own(process.ppid);
    expect(await unfinished()).toEqual([]);
    expect(await resume(fetch)).toEqual({ ok: false, error: { type: "UnknownFetch" } });
    own(process.ppid, 0);
    await new FetchFolder(warehouse.folder).sweep("start");
    expect(existsSync(note)).toBe(true);
    own(2 ** 30); // no process has this number: its owner crashed
    expect(await unfinished()).toHaveLength(1);
    await new FetchFolder(warehouse.folder).sweep("start");
    expect(existsSync(note)).toBe(true);
    own(null, Date.now() - 15 * 86_400_000);
    await new FetchFolder(warehouse.folder).sweep("start");
    expect(existsSync(note)).toBe(false);
  });

  test("without a key a broken table starts again, and no row stands there twice", async () => {
    begin();
    const killOnce = killer();
    const dropped = await fetchNew(
      [table("text_keys", { key: ["a", "b"] }), table("visits")],
      ({ table, rows }) => {
        if (table === "visits" && rows > 1000) killOnce();
      },
    );
    expect(dropped.ok).toBe(false);
    const [waiting] = await unfinished();
    expect(waiting?.tables).toMatchObject([
      { done: true, rows: 3000 },
      { done: false, resumes: false },
    ]);
    const result = await resume(waiting?.fetch ?? "");
    expect(result).toMatchObject({ ok: true, value: { rows: visits + 3000 } });
    expect(new Set(rowsOf(result, "visits.csv").map(([id]) => id)).size).toBe(visits + 1);
  });

  test("a key that is not one is found, not believed", async () => {
    begin();
    expect(await fetchNew([table("not_unique", { key: ["id"] })])).toMatchObject({
      ok: false,
      error: { type: "KeyNotUnique", table: "not_unique", columns: ["id"], row: 2, missing: false },
    });
    expect(await fetchNew([table("gaps", { key: ["id"] })])).toMatchObject({
      ok: false,
      error: { type: "KeyNotUnique", row: 3, missing: true },
    });
    expect(await unfinished()).toEqual([]);
  });

  test("columns that changed before it went on are not mixed with the others", async () => {
    begin();
    const killOnce = killer();
    await server.run(
      "CREATE TABLE changing AS SELECT * FROM visits; ALTER TABLE changing ADD PRIMARY KEY (id)",
    );
    await fetchNew([table("changing", { key: ["id"] })], ({ rows }) => {
      if (rows > 1000) killOnce();
    });
    await server.run("ALTER TABLE changing DROP COLUMN note");
    const [waiting] = await unfinished();
    expect(await resume(waiting?.fetch ?? "")).toMatchObject({
      ok: false,
      error: { type: "SourceChanged", table: "changing" },
    });
  });

  test("a cancel ends it at once, here and at the server, and leaves nothing", async () => {
    begin();
    const controller = new AbortController();
    let at = 0;
    const fetching = fetchNew(
      [
        query(
          "SELECT i, pg_sleep(CASE WHEN i > 300 THEN 60 ELSE 0 END)::text FROM generate_series(1, 1000) i",
        ),
      ],
      () => {
        at = performance.now();
        setTimeout(() => controller.abort(), 100);
      },
      controller.signal,
    );
    await expect(fetching).rejects.toThrow("aborted");
    expect(performance.now() - at).toBeLessThan(600);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const active = await server.run(
      "SELECT query FROM pg_stat_activity WHERE application_name = 'Marquee' AND state = 'active'",
    );
    expect(active).toEqual([]);
    expect(readdirSync(warehouse.folder).filter((name) => name !== "secrets.json")).toEqual([]);
  });

  test("a slow reader is not cut off by the time a statement may take", async () => {
    begin();
    const connection = warehouse.settings().connections[0];
    if (!connection) throw new Error("no connection");
    const grant = { ...connection, password: server.password };
    let rows = 0;
    const read = await withSession(
      grant,
      { signal: new AbortController().signal, statementSeconds: null },
      async (session) => {
        for await (const page of pagesOf(session, statementOf(byId), 1)) {
          rows += page.rows.length;
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      },
    );
    expect(read).toEqual({ ok: true, value: undefined });
    expect(rows).toBe(visits);
  });

  test("files are named plainly, whatever the tables are called", async () => {
    begin();
    const names = [
      "../../escape",
      "CON",
      "a/b\\c:d",
      "a/b\\c:d",
      ".hidden",
      "表",
      "x".repeat(300).slice(0, 200),
      "A_B_C_D",
    ];
    const fetched = await fetchNew(names.map((name) => query("SELECT 1 AS a", { name })));
    const folder = join(pathOf(fetched, "."));
    expect(readdirSync(folder).sort()).toEqual(
      [
        "__.._escape.csv",
        "A_B_C_D (3).csv",
        "a_b_c_d (2).csv",
        "a_b_c_d.csv",
        "_hidden.csv",
        "table CON.csv",
        `${"x".repeat(80)}.csv`,
        "表.csv",
      ].sort(),
    );
    expect(existsSync(join(warehouse.folder, "../escape.csv"))).toBe(false);
  });
});

describe("the warehouse does the work", () => {
  /** Rows that statements of ours gave, as the server counted them. */
  const crossed = async (work: () => Promise<unknown>): Promise<number> => {
    await server.run("SELECT pg_stat_statements_reset()");
    await work();
    const [{ rows = 0 } = {}] = await server.run(
      "SELECT coalesce(sum(rows), 0)::int AS rows FROM pg_stat_statements WHERE query LIKE '%visits%' AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE 'EXPLAIN%'",
    );
    return rows as number;
  };

  test("a sample of members crosses alone: the same ones in every table, a larger one around a smaller", async () => {
    begin();
    const sampled = (percent: number) =>
      table("visits", { key: ["id"], columns: ["id", "member"], sample: { column: "member", percent } });
    const membersOf = (fetched: Fetched) =>
      new Set(
        rowsOf(fetched, "visits.csv")
          .slice(1)
          .map(([, member]) => member),
      );
    let ten: Fetched | null = null;
    const rows = await crossed(async () => {
      ten = await fetchNew([sampled(10)]);
    });
    const inTen = membersOf(ten as never);
    expect(Math.abs(inTen.size - members / 10)).toBeLessThan(80); // 4 standard deviations of a fair draw
    expect(rows).toBe(rowsOf(ten as never, "visits.csv").length - 1);
    expect(Math.abs(rows - visits / 10)).toBeLessThan(visits / 50);
    // All rows of a member, or none.
    const [{ n } = {}] = await server.run(
      `SELECT count(*)::int AS n FROM visits WHERE member = ANY('{${[...inTen].join()}}')`,
    );
    expect(n).toBe(rows);
    const inThirty = membersOf(await fetchNew([sampled(30)]));
    expect([...inTen].every((member) => inThirty.has(member))).toBe(true);
    const fromQuery = await fetchNew([
      query("SELECT DISTINCT member FROM visits", { sample: { column: "member", percent: 10 } }),
    ]);
    expect(new Set(rowsOf(fromQuery, "query.csv").slice(1).flat())).toEqual(inTen);
  });

  test("from a day on, and only members with enough rows since", async () => {
    begin();
    const since = { column: "at", from: "2026-07-25", unit: "date" } as const;
    const recent = await fetchNew([table("visits", { columns: ["id"], since })]);
    const [{ n } = {}] = await server.run(
      "SELECT count(*)::int AS n FROM visits WHERE at >= '2026-07-25 00:00+00'",
    );
    expect(recent.ok && recent.value.rows).toBe(n);
    const frequent = await fetchNew([
      table("visits", { columns: ["id"], since, minimum: { column: "member", rows: 2 } }),
    ]);
    const [{ m } = {}] = await server.run(
      "SELECT count(*)::int AS m FROM (SELECT count(*) OVER (PARTITION BY member) c FROM visits WHERE at >= '2026-07-25 00:00+00') s WHERE c >= 2",
    );
    expect(frequent.ok && frequent.value.rows).toBe(m);
    expect(m).toBeLessThan(n as number);
  });

  test("tickets become film x venue x business day at the server: a late showing belongs to the evening before", async () => {
    begin();
    const totals = {
      film: "film",
      venue: "venue",
      at: "at",
      dayStartsAt: 6,
      timeZone: "Europe/Berlin",
      admissions: "tickets",
      gross: "gross",
      showing: "id",
    };
    let fetched: Fetched | null = null;
    const rows = await crossed(async () => {
      fetched = await fetchNew([table("visits", { totals })]);
    });
    const expected = await server.run(`
      SELECT film::text, venue, date::text, showings::text, admissions::text, gross::text FROM (
        SELECT film, venue, ((at AT TIME ZONE 'Europe/Berlin') - interval '6 hours')::date AS date,
          count(*) AS showings, sum(tickets) AS admissions, sum(gross) AS gross
        FROM visits GROUP BY 1, 2, 3) AS t ORDER BY t.film, t.venue, t.date`);
    const got = rowsOf(fetched as never, "visits.csv");
    expect(got[0]).toEqual(["film", "venue", "date", "showings", "admissions", "gross"]);
    expect(got.slice(1)).toEqual(expected.map((row) => Object.values(row)));
    expect(rows).toBe(expected.length);
  });
});

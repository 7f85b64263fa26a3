/** Connections to a real PostgreSQL: whom is trusted, why one fails, and that nothing can be written. */
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { WarehouseConnection } from "../../../../../shared/contract/warehouse.ts";
import { makeAuthority } from "../../../../../test/fixtures/postgres/certificates.ts";
import { type PostgresServer, startPostgres } from "../../../../../test/fixtures/postgres/server.ts";
import {
  query,
  type TestWarehouse,
  table,
  testWarehouse,
} from "../../../../../test/fixtures/postgres/warehouse.ts";

let server: PostgresServer;
const warehouses: TestWarehouse[] = [];
beforeAll(async () => {
  server = await startPostgres();
  await server.run(`
    CREATE TABLE films (id int PRIMARY KEY, title text NOT NULL);
    INSERT INTO films VALUES (1, 'The Glass Orchard'), (2, '漢字');
    CREATE SCHEMA "od""d";
    CREATE TABLE "od""d"."we; DROP TABLE films; --" ("__proto__" text, "a""b" int, "select" int, "列" text NOT NULL, UNIQUE ("列"));
    INSERT INTO "od""d"."we; DROP TABLE films; --" VALUES ('x', 1, 2, '值');
    CREATE VIEW titles AS SELECT title FROM films;
    ANALYZE films;
    GRANT USAGE ON SCHEMA "od""d" TO analyst; GRANT ALL ON films TO analyst; GRANT CREATE ON SCHEMA public TO analyst`);
}, 60_000);
afterEach(() => {
  for (const each of warehouses.splice(0)) each.remove();
});
afterAll(() => server?.stop());

const open = (change: Partial<WarehouseConnection> = {}, password = server.password): TestWarehouse => {
  const made = testWarehouse(
    { port: server.port, password, authority: server.authority.certificate },
    change,
  );
  warehouses.push(made);
  return made;
};
const check = async ({ handlers, connection, call }: TestWarehouse) =>
  handlers.checkWarehouse({ connection }, call());
const failure = async (warehouse: TestWarehouse): Promise<unknown> => {
  const checked = await check(warehouse);
  return checked.ok ? checked.value : checked.error;
};
const look = async (sql: string, warehouse = open()) =>
  warehouse.handlers.lookIntoWarehouse(
    { connection: warehouse.connection, selection: query(sql) },
    warehouse.call(),
  );

describe("whom is trusted", () => {
  test("the authority the user gave: the line is encrypted", async () => {
    expect(await failure(open())).toMatchObject({
      server: expect.stringContaining("PostgreSQL"),
      encryption: expect.stringMatching(/^TLSv1\.[23], /),
    });
  });

  test("another authority, or only those this computer knows: refused before the password is sent", async () => {
    const foreign = makeAuthority("Somebody else").certificate;
    for (const authority of [foreign, null])
      expect(await failure(open({ authority }))).toMatchObject({ type: "TlsFailed", reason: "untrusted" });
  });

  test("a certificate for another name, an expired one, a server without TLS", async () => {
    try {
      await server.present(server.authority.issue({ host: "other.example" }));
      expect(await failure(open())).toMatchObject({ type: "TlsFailed", reason: "otherName" });
      const past = { from: new Date("2020-01-01"), until: new Date("2020-02-01") };
      await server.present(server.authority.issue({ host: "127.0.0.1", ...past }));
      expect(await failure(open())).toMatchObject({ type: "TlsFailed", reason: "expired" });
      await server.present(null);
      expect(await failure(open())).toMatchObject({ type: "TlsFailed", reason: "notOffered" });
      expect(await failure(open({ tls: "off" }))).toMatchObject({ encryption: null });
    } finally {
      await server.present(server.authority.issue({ host: "127.0.0.1" }));
    }
  });
});

describe("why there is no session", () => {
  test("wrong password, no such database", async () => {
    expect(await failure(open({}, "wrong"))).toMatchObject({ type: "SignInRefused", reason: "password" });
    expect(await failure(open({ database: "nowhere" }))).toMatchObject({
      type: "SignInRefused",
      reason: "database",
    });
  });

  test("no failure says the password", async () => {
    const said = JSON.stringify([
      await failure(open({}, "hunter2-hunter2")),
      await failure(open({ database: "nowhere" })),
    ]);
    expect(said).not.toContain("hunter2");
    expect(said).not.toContain("battery");
  });

  test("nobody listens; a name that does not exist", async () => {
    expect(await failure(open({ port: 1 }))).toMatchObject({ type: "Unreachable", reason: "refused" });
    expect(await failure(open({ host: "warehouse.invalid" }))).toMatchObject({
      type: "Unreachable",
      reason: "notFound",
    });
  });

  test("something else listens", async () => {
    const web: Server = createServer((socket) =>
      socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    const { port } = web.address() as { port: number };
    try {
      expect(await failure(open({ port }))).toMatchObject({ type: "TlsFailed" });
      expect(await failure(open({ port, tls: "off" }))).toMatchObject({
        type: "Unreachable",
        reason: "notAWarehouse",
      });
    } finally {
      web.close();
    }
  });

  test("the environment of whoever started us does not count", async () => {
    process.env.PGOPTIONS = "-c default_transaction_read_only=off -c nonsense.x=1";
    process.env.PGSSLMODE = "disable";
    expect(await failure(open())).toMatchObject({ encryption: expect.stringMatching(/^TLS/) });
    expect(process.env.PGOPTIONS).toBeUndefined();
  });
});

describe("only reading", () => {
  test.each([
    ["SELECT set_config('transaction_read_only', 'off', false)", "25001"],
    ["SELECT nextval('counter')", "25006"],
    ["SELECT * FROM films FOR UPDATE", "25006"],
    ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'", "42501"],
    ["SELECT lo_create(0)", "25006"],
  ])("%s", async (sql, code) => {
    await server.run("CREATE SEQUENCE IF NOT EXISTS counter; GRANT ALL ON counter TO analyst");
    const looked = await look(sql);
    expect(looked.ok ? looked.value.rows : looked.error).toMatchObject({ type: "QueryFailed", code });
  });

  test("a query that changes data is refused before it is sent, and the data is as it was", async () => {
    const looked = await look("WITH gone AS (DELETE FROM films RETURNING *) SELECT * FROM gone");
    expect(looked).toMatchObject({
      ok: false,
      error: { type: "QueryRefused", reason: "writes", position: 14 },
    });
    expect(await server.run("SELECT count(*)::int AS n FROM films")).toEqual([{ n: 2 }]);
  });
});

describe("what the user asks for", () => {
  test("schemas, tables, columns, types, estimates and keys, with the strangest names", async () => {
    const { handlers, connection, call } = open();
    const browsed = await handlers.warehouseTables({ connection }, call());
    const tables = browsed.ok ? browsed.value.tables : [];
    expect(tables.find(({ table }) => table === "films")).toEqual({
      schema: "public",
      table: "films",
      view: false,
      estimatedRows: 2,
      columns: [
        { name: "id", type: "integer", nullable: false },
        { name: "title", type: "text", nullable: false },
      ],
      key: ["id"],
    });
    expect(tables.find(({ table }) => table === "titles")).toMatchObject({
      view: true,
      estimatedRows: null,
      key: [],
    });
    const odd = tables.find(({ schema }) => schema === 'od"d');
    expect(odd).toMatchObject({ table: "we; DROP TABLE films; --", estimatedRows: null, key: ["列"] });
    const looked = await handlers.lookIntoWarehouse(
      {
        connection,
        selection: table("odd", {
          from: { type: "table", schema: 'od"d', table: "we; DROP TABLE films; --" },
          columns: ["__proto__", 'a"b', "select", "列"],
          key: ["列"],
          sample: { column: 'a"b', percent: 100 },
          minimum: null,
        }),
      },
      call(),
    );
    expect(looked.ok && looked.value).toMatchObject({
      columns: [{ name: "__proto__" }, { name: 'a"b' }, { name: "select" }, { name: "列" }],
      rows: [["x", "1", "2", "值"]],
    });
    expect(await server.run("SELECT count(*)::int AS n FROM films")).toEqual([{ n: 2 }]);
  });

  test("an error of the query comes with its place in what the user wrote", async () => {
    const sql = "SELECT '漢😀字' AS a,\n  titel FROM films";
    const looked = await look(sql);
    expect(looked).toMatchObject({
      ok: false,
      error: { type: "QueryFailed", code: "42703", position: sql.indexOf("titel") },
    });
    const unclosed = await look("SELECT (1 FROM films");
    expect(unclosed).toMatchObject({ ok: false, error: { type: "QueryFailed", code: "42601" } });
  });

  test("a comment at the end, two columns of one name, values of every kind as text", async () => {
    const looked = await look(
      `SELECT 1 AS a, 2 AS a, true AS b, NULL::int AS c, '{"x",NULL,"y,z"}'::text[] AS d, 1.50::numeric AS e,
         '2026-05-01 12:30:00.25+02'::timestamptz AS f, '2026-05-01 12:30'::timestamp AS g, '2026-05-01'::date AS h,
         'infinity'::timestamptz AS i, '{"k": [1]}'::jsonb AS j, '\\x00ff'::bytea AS k, 9007199254740993::int8 AS l -- end`,
    );
    expect(looked.ok && looked.value.columns.map(({ name }) => name)).toEqual([
      ..."a",
      "a (2)",
      ..."bcdefghijkl",
    ]);
    expect(looked.ok && looked.value.rows).toEqual([
      [
        "1",
        "2",
        "true",
        "",
        '["x",null,"y,z"]',
        "1.50",
        "2026-05-01T10:30:00.25Z",
        "2026-05-01T12:30:00",
        "2026-05-01",
        "infinity",
        '{"k": [1]}',
        "\\x00ff",
        "9007199254740993",
      ],
    ]);
  });

  test("what will run is shown, with an estimate", async () => {
    const looked = await look("SELECT title FROM films;");
    expect(looked.ok && looked.value).toMatchObject({
      sql: "SELECT q.*\nFROM (\nSELECT title FROM films\n) AS q",
      estimatedRows: 2,
    });
  });
});

describe("the switch", () => {
  test("off: a typed refusal, and whoever listens hears nothing", async () => {
    let heard = 0;
    const listener = createServer(() => heard++);
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const { port } = listener.address() as { port: number };
    const warehouse = open({ port });
    await warehouse.host.switchWarehouse({ on: false }, {} as never);
    const { handlers, connection, call } = warehouse;
    const refused = { ok: false, error: { type: "WarehouseOff" } };
    expect(await handlers.checkWarehouse({ connection }, call())).toEqual(refused);
    expect(await handlers.warehouseTables({ connection }, call())).toEqual(refused);
    expect(await handlers.lookIntoWarehouse({ connection, selection: query("SELECT 1") }, call())).toEqual(
      refused,
    );
    expect(
      await handlers.fetchFromWarehouse(
        { type: "new", connection, name: "x", selections: [table("films")] },
        call(),
      ),
    ).toEqual(refused);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toBe(0);
    await warehouse.host.switchWarehouse({ on: true }, {} as never);
    await expect(check({ ...warehouse, call: () => call(AbortSignal.timeout(200)) })).rejects.toThrow(
      "timeout",
    );
    expect(heard).toBe(1); // the same call is heard once the switch is on: the silence above was the switch
    listener.close();
  });

  test("turned off in the middle: what runs ends at once", async () => {
    const warehouse = open();
    const { handlers, connection, call, host } = warehouse;
    const asked = handlers.lookIntoWarehouse({ connection, selection: query("SELECT pg_sleep(30)") }, call());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = performance.now();
    await host.switchWarehouse({ on: false }, {} as never);
    expect(await asked).toEqual({ ok: false, error: { type: "WarehouseOff" } });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

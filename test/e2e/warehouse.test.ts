/** A real PostgreSQL through the window: off until switched on, then connect, choose, look, fetch, import; and in batch. */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applicationArguments, runtime } from "../../scripts/runtime/runtime.ts";
import { type PostgresServer, reader, startPostgres } from "../fixtures/postgres/server.ts";
import { expectAccessible } from "./accessibility.ts";
import { answerDialogs, goTo, heading, openWorkshop, untilQuiet, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

const pictures = join(import.meta.dirname, "../../output/screenshots");
let server: PostgresServer;
let workshop: Workshop;
let launched: Launched;
let profile: string;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await startPostgres();
  await server.run(`
    CREATE SCHEMA loyalty; CREATE SCHEMA box_office;
    CREATE TABLE loyalty.movies ("movieId" int PRIMARY KEY, title text NOT NULL, genres text NOT NULL);
    CREATE TABLE loyalty.ratings ("userId" int NOT NULL, "movieId" int NOT NULL, rating numeric(2,1) NOT NULL, "timestamp" bigint NOT NULL, PRIMARY KEY ("userId", "movieId"));
    CREATE TABLE box_office.tickets (ticket_id bigint PRIMARY KEY, member_card text, film_title text NOT NULL, cinema text NOT NULL, sold_at timestamptz NOT NULL, seats int NOT NULL, amount numeric(10,2));
    CREATE VIEW box_office.last_week AS SELECT * FROM box_office.tickets WHERE sold_at > now() - interval '7 days';
    INSERT INTO loyalty.movies SELECT i, CASE WHEN i % 7 = 0 THEN '漢字の映画, "' || i || '" (1999)' ELSE 'Film ' || i || ' (2001)' END, 'Drama|Comedy' FROM generate_series(1, 200) i;
    INSERT INTO loyalty.ratings SELECT 1 + i / 40, 1 + i % 200, 0.5 + (i % 10) * 0.5, 1300000000 + i FROM generate_series(0, 19999) i;
    INSERT INTO box_office.tickets SELECT i, 'C' || i % 900, 'Film ' || i % 50, 'Cinema ' || i % 4, now() - i * interval '1 minute', 1 + i % 3, 9.5 * (1 + i % 3) FROM generate_series(1, 30000) i;
    GRANT USAGE ON SCHEMA loyalty, box_office TO ${reader};
    ANALYZE`);
  workshop = await openWorkshop();
  profile = workshop.path("profile");
  launched = await launch({ userData: profile });
  const { app, page } = launched;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
  await answerDialogs(app, { save: workshop.path("Chain.marquee") });
  await page.getByRole("button", { name: "New library…" }).click();
  await page.getByRole("heading", { name: "No films yet" }).waitFor();
}, 180_000);
afterAll(async () => {
  await launched?.close();
  await server?.stop();
  await workshop?.remove();
});

const look = async (name: string): Promise<void> => {
  const { page } = launched;
  await untilQuiet(page);
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))).then(() => undefined),
  );
  await page.screenshot({ path: join(pictures, `warehouse-${name}.png`) });
  await expectAccessible(page);
};

test("off at first: the page says so, and leads to the switch", async () => {
  const { page } = launched;
  await goTo(page, "/import");
  await page.getByRole("button", { name: "From a warehouse…" }).click();
  await page.getByRole("heading", { name: "Warehouse connections are turned off" }).waitFor();
  await look("off");
  await page.getByRole("button", { name: "Open Settings" }).click();
  const toggle = page.getByRole("switch", { name: "Allow connections to a warehouse" });
  expect(await toggle.isChecked()).toBe(false);
});

test("while it is off the data service refuses, whatever the page asks, and nobody is dialled", async () => {
  let dialled = 0;
  const listener = createServer((socket) => {
    dialled++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as { port: number };
  const ask = (on: boolean) =>
    launched.page.evaluate(
      async ([port, on]) => {
        // A second way to the same services as the page's own.
        const arrive = (name: string): Promise<MessagePort> =>
          new Promise((resolve) =>
            window.addEventListener("message", (event) => {
              if (event.data?.type === "marquee-port" && event.data.name === name)
                resolve(event.ports[0] as MessagePort);
            }),
          );
        const ports = Promise.all([arrive("host"), arrive("data")]);
        (window as unknown as { marquee: { requestPorts(): void } }).marquee.requestPorts();
        const [host, data] = await ports;
        const call = (
          to: MessagePort,
          method: string,
          input: unknown,
        ): Promise<{ value: { id: string }; error: unknown }> =>
          new Promise((resolve) => {
            to.onmessage = ({ data: answer }) => answer.done && resolve(answer.done);
            to.postMessage({ id: 1, method, input });
          });
        await call(host, "switchWarehouse", { on });
        const connection = {
          id: null,
          name: "Probe",
          host: "127.0.0.1",
          port,
          database: "d",
          user: "u",
          tls: "off",
        };
        const saved = await call(host, "saveWarehouse", { connection, password: "p" });
        const checked = await call(data, "checkWarehouse", { connection: saved.value.id });
        await call(host, "forgetWarehouse", { id: saved.value.id });
        await call(host, "switchWarehouse", { on: false });
        return checked.error;
      },
      [port, on] as const,
    );
  expect(await ask(false)).toEqual({ type: "WarehouseOff" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(dialled).toBe(0);
  expect(await ask(true)).toMatchObject({ type: "Unreachable" });
  expect(dialled).toBe(1);
  listener.close();
});

test("a connection: verified by the chain's own authority, its password asked for and not shown", async () => {
  const { app, page } = launched;
  await goTo(page, "/library");
  await goTo(page, "/settings");
  await page.getByText("Allow connections to a warehouse").waitFor();
  await page.getByRole("switch", { name: "Allow connections to a warehouse" }).click({ force: true });
  await page.getByText("passwords are held in memory", { exact: false }).waitFor();
  await goTo(page, "/import/warehouse");
  await page.getByRole("button", { name: "New connection…" }).click();
  await page.getByLabel("Name").fill("Chain");
  await page.getByLabel("Host").fill("127.0.0.1");
  await page.getByLabel("Port").fill(String(server.port));
  await page.getByLabel("Database").fill("postgres");
  await page.getByLabel("User").fill(reader);
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("combobox", { name: "Encryption (TLS)" }).click();
  await page.getByRole("option", { name: "Without encryption" }).click();
  await page.getByText("Everybody on the way can read", { exact: false }).waitFor();
  await look("form");
  await page.getByRole("combobox", { name: "Encryption (TLS)" }).click();
  await page.getByRole("option", { name: "Verified by an authority I choose" }).click();
  writeFileSync(workshop.path("ca.pem"), server.authority.certificate);
  await answerDialogs(app, { open: workshop.path("ca.pem") });
  await page.getByRole("button", { name: "Choose certificate…" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("User or password is wrong.", { exact: false }).first().waitFor();
  await look("refused");
  await page.getByRole("button", { name: "Edit…" }).click();
  await page.getByLabel("Password", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("checkbox", { name: "ratings" }).waitFor();
  await page.getByRole("button", { name: "Check the connection" }).click();
  await page.getByText(/PostgreSQL .* answers in .* TLSv1\.3/).waitFor();
});

test("tables and a query: what will run, its first rows, and where a query is wrong", async () => {
  const { page } = launched;
  await page.getByRole("button", { name: "Write a query" }).click();
  const sql = page.getByLabel("Query", { exact: true });
  await sql.fill("SELECT film_title,\n  sum(seats) AS seats,\n  gros\nFROM box_office.tickets GROUP BY 1, 3");
  await page.getByRole("button", { name: "Look at the first rows" }).click();
  await page.getByText("Line 3, column 3").waitFor();
  await look("query-error");
  await sql.fill("DELETE FROM box_office.tickets");
  await page.getByRole("button", { name: "Look at the first rows" }).click();
  await page.getByText("It does not begin with SELECT or WITH.", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Remove query 1" }).click();

  await page.getByRole("checkbox", { name: "tickets" }).check();
  await page.getByRole("switch", { name: "Add up tickets to film, venue and day" }).check();
  await page.getByRole("button", { name: "Look at the first rows" }).click();
  await page.getByRole("columnheader", { name: /admissions/ }).waitFor();
  expect(await page.getByRole("region", { name: "What will run" }).innerText()).toContain(
    'sum(q."seats") AS "admissions"',
  );
  await look("totals");
  await page.getByRole("button", { name: "Remove tickets" }).click();
});

test("dark and Chinese", async () => {
  const { page } = launched;
  await page.getByRole("checkbox", { name: "tickets" }).check();
  await page.getByRole("switch", { name: "A sample of members" }).check();
  await page.getByRole("button", { name: "Look at the first rows" }).click();
  await page.getByRole("columnheader", { name: /member_card/ }).waitFor();
  await goTo(page, "/settings");
  await page.getByRole("combobox").first().click();
  await page.getByRole("option", { name: "简体中文" }).click();
  await page.getByText("深色", { exact: true }).click();
  await look("settings-dark-zh-CN");
  await goTo(page, "/import/warehouse");
  await page.getByRole("checkbox", { name: "tickets" }).waitFor();
  await page.getByRole("button", { name: "查看前几行" }).click();
  await page.getByRole("columnheader", { name: /member_card/ }).waitFor();
  await look("chosen-dark-zh-CN");
  await page.getByRole("button", { name: "移除 tickets" }).click();
  await goTo(page, "/settings");
  await page.getByRole("combobox").first().click();
  await page.getByRole("option", { name: "English" }).click();
  await page.getByText("Light", { exact: true }).click();
});

test("what was chosen is fetched and goes on as files do", async () => {
  const { page } = launched;
  await goTo(page, "/import/warehouse");
  for (const name of ["movies", "ratings"]) await page.getByRole("checkbox", { name }).check();
  await look("chosen");
  await page.getByRole("button", { name: "Fetch 2 tables" }).click();
  await heading(page, "Import").waitFor();
  await page.getByText("ratings.csv").first().waitFor();
  await page.getByText("movies.csv").first().waitFor();
  const [fetch = ""] = readdirSync(join(profile, "fetches"));
  const file = join(profile, "fetches", fetch, "data", "ratings.csv");
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(20_000 + 2);
  expect(statSync(file).mode & 0o077).toBe(0);
});

interface Ran {
  readonly code: number | null;
  readonly result: Record<string, unknown>;
  readonly said: string;
}
const batch = async (library: string, password: string | null, ...more: string[]): Promise<Ran> => {
  const electron = await runtime();
  const args = ["--batch", "import", "--warehouse", "Chain", "--library", library, "--json", ...more];
  return new Promise((resolve) => {
    const child = spawn(
      electron.electron,
      applicationArguments(electron, `--user-data-dir=${profile}`, ...args),
      {
        env: {
          ...process.env,
          ...electron.env,
          ...(password === null ? {} : { MARQUEE_WAREHOUSE_PASSWORD: password }),
        },
      },
    );
    let output = "";
    let said = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("close", (code) =>
      resolve({ code, result: JSON.parse(output.trim().split("\n").at(-1) ?? "{}"), said: said + output }),
    );
  });
};

test("the window ends: what was fetched is gone, and the password stands nowhere", async () => {
  await launched.close();
  expect(readdirSync(join(profile, "fetches"))).toEqual([]);
  const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const entry of [
    ...files.map((each) => join(each.parentPath, each.name)),
    workshop.path("Chain.marquee"),
  ]) {
    const bytes = readFileSync(entry);
    expect(bytes.includes(server.password), entry).toBe(false);
    expect(bytes.includes(JSON.stringify(server.password).slice(1, -1)), entry).toBe(false);
  }
});

test("in batch: the same again, with a password from the environment, and mapped by a profile", async () => {
  const asked = await batch(workshop.path("Overnight.marquee"), null);
  expect(asked).toMatchObject({ code: 1, result: { error: { type: "PasswordNeeded" } } });
  const profile = {
    name: "Chain",
    system: "chain card",
    tables: [
      {
        match: { name: "*", columns: ["movieId", "title", "genres"] },
        kind: "films",
        fields: {
          key: { column: "movieId" },
          title: { column: "title", as: { titles: "articleLast" } },
          genres: { column: "genres", as: { list: { separator: "|" } } },
        },
        options: {},
      },
      {
        match: { name: "*", columns: ["userId", "movieId", "rating", "timestamp"] },
        kind: "interactions",
        fields: {
          member: { column: "userId" },
          film: { column: "movieId" },
          rating: { column: "rating", as: { scale: { min: 0.5, max: 5, step: 0.5 } } },
          at: { column: "timestamp", as: { dates: "epochSeconds" } },
        },
        options: {},
      },
    ],
  };
  const file = workshop.path("chain.json");
  writeFileSync(file, JSON.stringify(profile));
  const imported = await batch(workshop.path("Overnight.marquee"), server.password, "--profile", file);
  expect(imported.result).toMatchObject({
    system: "chain card",
    films: 200,
    interactions: 20_000,
    members: 500,
    fetched: { rows: 20_200 },
  });
  expect(imported.code).toBe(0);
  const wrong = await batch(workshop.path("Overnight.marquee"), "hunter2");
  expect(wrong).toMatchObject({ code: 1, result: { error: { type: "SignInRefused", reason: "password" } } });
  for (const { said } of [imported, wrong]) {
    expect(said).not.toContain("hunter2");
    expect(said).not.toContain("battery");
  }
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});

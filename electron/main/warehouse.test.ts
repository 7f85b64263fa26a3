import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeAuthority } from "../../test/fixtures/postgres/certificates.ts";
import { query, type TestWarehouse, testWarehouse } from "../../test/fixtures/postgres/warehouse.ts";

let warehouse: TestWarehouse;
afterEach(() => warehouse?.remove());
const begin = (): TestWarehouse => {
  warehouse = testWarehouse({ port: 5432, password: "hunter2", authority: null });
  return warehouse;
};
const none = {} as never;
const form = {
  id: null,
  name: "Other",
  host: "db.example",
  port: 5432,
  database: "d",
  user: "u",
  tls: "verified",
} as const;

test("the page learns everything of a connection but its password and certificates", async () => {
  const { host, connection } = begin();
  const told = await host.warehouseSettings({}, none);
  expect(told).toMatchObject({
    ok: true,
    value: {
      on: true,
      secretStore: false,
      connections: [{ id: connection, password: "session", ownAuthority: false }],
    },
  });
  expect(JSON.stringify(told)).not.toContain("hunter2");
  expect(JSON.stringify(warehouse.settings())).not.toContain("hunter2");
});

test("a password does not follow a connection to another server or user", async () => {
  const { host, connection, settings } = begin();
  const [before] = settings().connections;
  const renamed = { ...form, ...before, id: connection, name: "Renamed" };
  const password = async () => {
    const told = await host.warehouseSettings({}, none);
    return told.ok ? told.value.connections.find(({ id }) => id === connection)?.password : null;
  };
  await host.saveWarehouse({ connection: renamed, password: null }, none);
  expect(await password()).toBe("session");
  await host.saveWarehouse({ connection: { ...renamed, host: "elsewhere.example" }, password: null }, none);
  expect(await password()).toBe("none");
  await host.setWarehousePassword({ id: connection, password: "other" }, none);
  await host.saveWarehouse(
    { connection: { ...renamed, host: "elsewhere.example", user: "x" }, password: "third" },
    none,
  );
  expect(await password()).toBe("session");
  await host.forgetWarehouse({ id: connection }, none);
  expect(settings().connections).toEqual([]);
});

test("an authority is kept as certificates; a file without one is refused", async () => {
  const { host, files, folder, settings } = begin();
  const give = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const token = `00000000-0000-4000-8000-${String(files.size).padStart(12, "0")}`;
    (files as Map<string, string>).set(token, path);
    return token;
  };
  const { certificate, key } = makeAuthority("A");
  const saved = await host.saveWarehouse(
    { connection: form, authority: give("ca.pem", `${key}\n${certificate}`), password: null },
    none,
  );
  const kept = settings().connections.at(-1);
  expect(saved).toEqual({ ok: true, value: { id: kept?.id } });
  expect(kept?.authority).toContain("BEGIN CERTIFICATE");
  expect(kept?.authority).not.toContain("PRIVATE KEY");
  const again = { ...form, id: kept?.id ?? null };
  await host.saveWarehouse({ connection: again, password: null }, none);
  expect(settings().connections.at(-1)?.authority).toBe(kept?.authority);
  await host.saveWarehouse({ connection: again, authority: null, password: null }, none);
  expect(settings().connections.at(-1)?.authority).toBeNull();
  for (const text of [key, "nothing", certificate.replace(/[A-Z]{4}/, "????")])
    expect(
      await host.saveWarehouse({ connection: form, authority: give("bad.pem", text), password: null }, none),
    ).toEqual({ ok: false, error: { type: "NotACertificate", name: "bad.pem" } });
});

test("what was chosen is noted with its connection", async () => {
  const { host, connection, settings } = begin();
  const selections = [query("SELECT 1")];
  await host.noteWarehouseSelections({ id: connection, selections }, none);
  expect(settings().connections[0]?.selections).toEqual(selections);
});

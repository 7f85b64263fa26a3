import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TableMapping } from "../../../shared/contract/import-mapping.ts";
import type { Handler, Method } from "../../../shared/contract/wire.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { identifierKeys } from "../../main/identifier-keys.ts";
import { type Sealer, Secrets } from "../../main/secrets.ts";
import type { KeyKeeper } from "../privacy/key-keeper.ts";
import { ask, call, Desk } from "../session.fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A store that really seals, as a keychain would. */
const sealer = (): Sealer => {
  const key = randomBytes(32);
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => "gnome_libsecret",
    encryptString: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    decryptString: (sealed) => {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      return decipher.update(sealed.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
    },
  };
};
/** What main answers on one computer. */
const computer = (home: string): KeyKeeper => {
  const answers = identifierKeys(new Secrets(join(home, `secrets-${randomUUID()}.json`), sealer()));
  const call = (name: keyof typeof answers) => async (input: unknown) =>
    (answers[name] as Handler<Method>)(input, undefined as never);
  return { identifierKey: call("identifierKey"), dropIdentifierKey: call("dropIdentifierKey") } as KeyKeeper;
};

let desk: Desk;
let home: string;
let handlers: Desk["handlers"];
const token = (path: string): string => desk.token(path);

beforeEach(async () => {
  desk = new Desk();
  home = desk.home;
  desk.moveTo(computer(home));
  ({ handlers } = desk);
  mkdirSync(join(home, "library"));
  await ask(handlers.createLibrary({ file: token(join(home, "library", "a.marquee")) }, call));
});
afterEach(() => desk.end());

const header = "customer_id,full_name,email,phone,loyalty_card,age_band";
const people = [
  ["c-1", "Ada Quillfeather", "ada.quill@example.org", "+44 20 7946 0991", "LC-770011", "25-34"],
  ["c-2", "张晓明明", "zhang@example.cn", "=13812345678", "LC-770012", "35-44"],
  ["c-3", `Longname ${"Overly".repeat(120)}`, "long@example.org", "0151-23456789", "LC-770013", "45-54"],
];
/** Every text of the source that tells who somebody is. */
const plain = [
  ...people.flatMap(([, name, email, phone, card]) => [
    name?.slice(0, 30) ?? "",
    email ?? "",
    phone ?? "",
    card ?? "",
  ]),
  "Damaged Person",
  "Nul Person",
];
const members = (name = "members.csv"): string => {
  const path = join(home, name);
  const rows = people.map((cells) => cells.join(","));
  // Rows that are refused as a whole must not be written down either.
  const bad = ["c-4,Damaged Person,x@y.org", "c-5,Nul Person\0,n@example.org,1,LC-1,25-34", ",No Key,,,,"];
  writeFileSync(path, [header, ...rows, ...bad].join("\n"));
  return path;
};
const found = (folder = join(home, "library")): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path);
      return plain.filter((text) => bytes.includes(Buffer.from(text))).map((text) => `${path}: ${text}`);
    });
const guessed = async (path: string): Promise<TableMapping> => {
  const { tables } = await ask(handlers.previewImport({ file: token(path) }, call));
  return tables[0]?.mapping as TableMapping;
};
const onPurpose = (mapping: TableMapping): TableMapping => ({
  ...mapping,
  fields: {
    ...mapping.fields,
    name: { column: "full_name" },
    email: { column: "email" },
    phone: { column: "phone" },
    card: { column: "loyalty_card" },
  },
});
const importAs = async (path: string, tables: TableMapping[]) => {
  const { staged } = await ask(handlers.stageImport({ file: token(path), tables }, call));
  return ask(handlers.applyImport({ staged }, call));
};
const revealed = async (member: number) => handlers.revealIdentifiers({ member }, call);
const firstMember = (): number =>
  desk.library.db.prepare("SELECT id FROM member WHERE age_band = '25-34'").pluck().get() as number;

test("names, addresses, numbers and cards are left out, said so, and stand nowhere in the library's bytes", async () => {
  const path = members();
  const { tables } = await ask(handlers.previewImport({ file: token(path) }, call));
  const [table] = tables;
  expect(table?.mapping?.fields.key).toEqual({ column: "customer_id" });
  for (const column of ["full_name", "email", "phone", "loyalty_card"])
    expect([column, table?.reasons.leftOut[column]?.code]).toEqual([column, "directIdentifier"]);
  const summary = await ask(handlers.importFiles({ file: token(path) }, call));
  expect(summary).toMatchObject({ added: 3, rejected: 3 });
  expect(found()).toEqual([]);
});

test("a mapping on purpose needs the switch, and then is kept sealed: in the file, its log and its backups", async () => {
  const path = members();
  const mapping = onPurpose(await guessed(path));
  expect(await handlers.stageImport({ file: token(path), tables: [mapping] }, call)).toEqual({
    ok: false,
    error: { type: "IdentifiersOff" },
  });
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  expect(await importAs(path, [mapping])).toMatchObject({ added: 3, rejected: 3 });
  expect(await revealed(firstMember())).toEqual({
    ok: true,
    value: {
      fields: [
        { field: "card", text: "LC-770011" },
        { field: "email", text: "ada.quill@example.org" },
        { field: "name", text: "Ada Quillfeather" },
        { field: "phone", text: "+44 20 7946 0991" },
      ],
    },
  });
  await ask(handlers.backUp({ folder: null }, call));
  // Again, now through a profile in a file, with one address changed: it takes the other's place.
  const [first] = people as [string[]];
  first[2] = "ada.moved@example.org";
  plain.push("ada.moved@example.org");
  const profile = join(home, "profile.json");
  writeFileSync(profile, JSON.stringify({ name: "People", system: mapping.match.name, tables: [mapping] }));
  const { system } = (await ask(handlers.importRuns({}, call))).runs[0] as { system: string };
  writeFileSync(profile, JSON.stringify({ name: "People", system, tables: [mapping] }));
  const again = await ask(
    handlers.importFiles({ file: token(members()), profileFile: token(profile) }, call),
  );
  expect(again).toMatchObject({ added: 0, updated: 1, unchanged: 2 });
  expect(valueOrThrow(await revealed(firstMember())).fields[1]?.text).toBe("ada.moved@example.org");
  const { folder } = await ask(handlers.listBackups({ file: null }, call));
  expect(readdirSync(folder).filter((name) => name.endsWith(".marquee")).length).toBe(2);
  expect(found()).toEqual([]);
  // Nor do they leave with what is written for others.
  const out = join(home, "out");
  mkdirSync(out);
  await ask(handlers.saveCopyToShare({ file: token(join(out, "shared.marquee")), models: true }, call));
  await ask(
    handlers.exportQuarantine({ folder: token(out), filter: { state: "waiting", search: "" } }, call),
  );
  expect(readdirSync(out).length).toBeGreaterThan(1);
  expect(found(out)).toEqual([]);
  const sealed = desk.library.db.prepare("SELECT sealed FROM member_identifier").pluck().all() as Buffer[];
  for (const name of readdirSync(out))
    for (const one of sealed) expect(readFileSync(join(out, name)).includes(one)).toBe(false);
});

test("forgetting a member, and keeping no identifiers any more, take the sealed texts out of the bytes", async () => {
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  const path = members();
  await importAs(path, [onPurpose(await guessed(path))]);
  const { db } = desk.library;
  const sealedOf = (where: string): Buffer[] =>
    db.prepare(`SELECT sealed FROM member_identifier WHERE ${where}`).pluck().all() as Buffer[];
  const member = firstMember();
  const gone = sealedOf(`member = ${member}`);
  const stay = sealedOf(`member <> ${member}`);
  const held = (): Buffer[] => {
    const files = ["a.marquee", "a.marquee-wal"].map((name) => readFileSync(join(home, "library", name)));
    return [...gone, ...stay].filter((one) => files.some((bytes) => bytes.includes(one)));
  };
  expect(held().length).toBe(gone.length + stay.length);
  await ask(handlers.forgetMembers({ members: [member] }, call));
  expect(held()).toEqual(stay);
  await ask(handlers.keepIdentifiers({ keep: false }, call));
  expect(held()).toEqual([]);
});

test("on another computer nothing is revealed, nothing is sealed under another key, and the import says why", async () => {
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  const path = members();
  const mapping = onPurpose(await guessed(path));
  await importAs(path, [mapping]);
  desk.moveTo(computer(home));
  ({ handlers } = desk);
  const refused = { ok: false, error: { type: "NoIdentifierKey" } };
  expect(await revealed(firstMember())).toEqual(refused);
  expect(await handlers.stageImport({ file: token(path), tables: [mapping] }, call)).toEqual(refused);
  // A switch turned anew starts over with a key of this computer.
  await ask(handlers.keepIdentifiers({ keep: false }, call));
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  await importAs(path, [mapping]);
  expect(valueOrThrow(await revealed(firstMember())).fields.length).toBe(4);
});

test("an import that was checked while the switch was on is not applied once it is off", async () => {
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  const path = members();
  const tables = [onPurpose(await guessed(path))];
  const { staged } = await ask(handlers.stageImport({ file: token(path), tables }, call));
  await ask(handlers.keepIdentifiers({ keep: false }, call));
  expect(await handlers.applyImport({ staged }, call)).toMatchObject({ error: { type: "IdentifiersOff" } });
});

test("taking the import back takes its sealed texts back", async () => {
  await ask(handlers.keepIdentifiers({ keep: true }, call));
  const path = members();
  const { importRun } = await importAs(path, [onPurpose(await guessed(path))]);
  const { removes } = await ask(handlers.rollBackImport({ importRun }, call));
  expect(removes).toMatchObject({ member: 3, member_identifier: 12 });
});

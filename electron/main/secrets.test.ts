import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Sealer, Secrets } from "./secrets.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-secrets-"));
  file = join(folder, "below", "secrets.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store that really seals, as a keychain would: under a key of its own. */
const sealer = (backend = "gnome_libsecret", available = true): Sealer => {
  const key = randomBytes(32);
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
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

test("a secret outlives the application, sealed, and nobody else may read the file", () => {
  const store = sealer();
  new Secrets(file, store).keep("warehouse:a", "hunter2 漢");
  new Secrets(file, store).keep("__proto__", "other");
  expect(readFileSync(file, "utf8")).not.toContain("hunter2");
  expect(statSync(file).mode & 0o077).toBe(0);
  const later = new Secrets(file, store);
  expect(later.find("warehouse:a")).toBe("hunter2 漢");
  later.forget("warehouse:a");
  expect(new Secrets(file, store).find("warehouse:a")).toBeNull();
});

test.each([
  ["there is no store", sealer("gnome_libsecret", false)],
  ["the store seals with what everybody knows", sealer("basic_text")],
])("where %s, a secret is never written and ends with the application", (_, store) => {
  const secrets = new Secrets(file, store);
  secrets.keep("warehouse:a", "hunter2");
  expect(secrets.lasting).toBe(false);
  expect(secrets.find("warehouse:a")).toBe("hunter2");
  expect(() => statSync(file)).toThrow("ENOENT");
  expect(new Secrets(file, store).find("warehouse:a")).toBeNull();
  secrets.forget("warehouse:a");
  expect(secrets.find("warehouse:a")).toBeNull();
});

test("what the store no longer opens, and a damaged file, are no secrets", () => {
  new Secrets(file, sealer()).keep("a", "hunter2");
  expect(new Secrets(file, sealer()).find("a")).toBeNull();
  writeFileSync(file, "{ damaged");
  const secrets = new Secrets(file, sealer());
  expect(secrets.find("a")).toBeNull();
  secrets.keep("a", "again");
  expect(secrets.find("a")).toBe("again");
});

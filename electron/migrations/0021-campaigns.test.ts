import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("campaigns"))?.version ?? 0;

test("a library with members gets a place for campaigns; who is forgotten leaves them", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec("INSERT INTO member (id, key) VALUES (1, x'01'), (2, x'02')");
  migrate(db, migrations);
  db.pragma("foreign_keys = ON");
  db.exec(`
    INSERT INTO campaign VALUES ('a', 1, 'Voucher', 'offer', '2026-09-28', 8, 5, NULL);
    INSERT INTO campaign_member VALUES ('a', 1, 1), ('a', 2, 0);`);
  expect(() => db.exec("INSERT INTO campaign_member VALUES ('a', 1, 0)")).toThrow("UNIQUE");
  expect(() =>
    db.exec("INSERT INTO campaign VALUES ('b', 2, 'x', 'visit', '2026-09-28', 8, 5, NULL)"),
  ).toThrow("CHECK");
  const plan = db.prepare("EXPLAIN QUERY PLAN DELETE FROM campaign_member WHERE member IN (1)").all() as {
    readonly detail: string;
  }[];
  expect(plan.map(({ detail }) => detail).join()).toContain("campaign_member_by_member");
  db.exec("DELETE FROM member WHERE id = 1");
  expect(db.prepare("SELECT member FROM campaign_member").pluck().all()).toEqual([2]);
  db.exec("DELETE FROM campaign");
  expect(db.prepare("SELECT count(*) FROM campaign_member").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type BackupReason, backupReasons } from "../../../shared/contract/safety.ts";
import { superfluous } from "./thin.ts";

const day = 86_400;
const now = 1_760_000_000;
const entry = (daysAgo: number, reason: BackupReason = "daily", bytes = 1, verified = true) => ({
  name: `${daysAgo} ${reason}`,
  at: Math.round(now - daysAgo * day),
  reason,
  bytes,
  verified,
});
const kept = (entries: readonly ReturnType<typeof entry>[], budget = 1e12): readonly string[] => {
  const gone = superfluous(entries, now, budget);
  return entries.filter(({ name }) => !gone.has(name)).map(({ name }) => name);
};

test("all of the last day stay, however many", () => {
  const entries = [0.1, 0.2, 0.3, 0.9].map((ago) => entry(ago));
  expect(kept(entries)).toHaveLength(4);
});

test("two years of daily backups thin to a day's, a week's, a month's", () => {
  const entries = [...Array(730).keys()].map((ago) => entry(ago + 0.5));
  const left = kept(entries);
  expect(left.length).toBeGreaterThanOrEqual(1 + 6 + 3 + 11);
  expect(left.length).toBeLessThanOrEqual(1 + 7 + 5 + 13);
});

test("what was made by hand stays for ever; a lone old one stays as the newest there is", () => {
  expect(kept([entry(0.1), entry(900, "by-hand"), entry(901)])).toEqual(["0.1 daily", "900 by-hand"]);
  expect(kept([entry(900)])).toEqual(["900 daily"]);
});

test("an unverified newest does not cost the newest verified one", () => {
  expect(kept([entry(0.1, "before-restore", 10, false), entry(400, "daily", 10)], 5)).toEqual([
    "0.1 before-restore",
    "400 daily",
  ]);
});

test("beyond the budget the oldest go first", () => {
  expect(kept([entry(0.1, "daily", 4), entry(0.2, "daily", 4), entry(0.3, "daily", 4)], 9)).toEqual([
    "0.1 daily",
    "0.2 daily",
  ]);
});

test("whatever there is: thinning again lets nothing more go, and the newest verified one and all by hand are kept", () => {
  const any = fc.array(
    fc.record({
      name: fc.uuid(),
      at: fc.integer({ min: now - 800 * day, max: now }),
      reason: fc.constantFrom(...backupReasons),
      bytes: fc.integer({ min: 1, max: 100 }),
      verified: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 3000 }), (entries, budget) => {
      const gone = superfluous(entries, now, budget);
      const left = entries.filter(({ name }) => !gone.has(name));
      expect(superfluous(left, now, budget).size).toBe(0);
      expect(entries.filter(({ name, reason }) => reason === "by-hand" && gone.has(name))).toEqual([]);
      const newest = Math.max(...entries.filter(({ verified }) => verified).map(({ at }) => at));
      if (entries.some(({ verified }) => verified)) expect(left.some(({ at }) => at === newest)).toBe(true);
    }),
  );
});

/** The smallest group of people that this library tells figures of. */
import { leastMinimum, mostMinimum, usualMinimum } from "../../../shared/domain/privacy.ts";
import type { Connection } from "../store/library.ts";

const setting = "privacy.minimum";

export const minimumGroup = (db: Connection): number => {
  const text = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(setting);
  const kept = Number(text ?? usualMinimum);
  return Number.isInteger(kept) && kept >= leastMinimum && kept <= mostMinimum ? kept : usualMinimum;
};

export const setMinimumGroup = (db: Connection, minimum: number): void => {
  db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(setting, String(minimum));
};

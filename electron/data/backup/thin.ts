/**
 * Which backups are kept. Everything of the last day, then the newest of each day for a week, of each week for a month,
 * of each month for a year; what was made by hand stays, and so does the newest verified one, always.
 * Beyond the budget the oldest go first, under the same two exceptions.
 */
import type { BackupEntry } from "../../../shared/contract/safety.ts";

type Aged = Pick<BackupEntry, "name" | "at" | "reason" | "bytes" | "verified">;

const day = 86_400;

/** The span an age falls into, and within it the bin of which only the newest is kept; null: too old. */
const binOf = (at: number, now: number): string | null => {
  const age = now - at;
  const date = new Date(at * 1000);
  const local = Math.floor((at - date.getTimezoneOffset() * 60) / day);
  if (age <= day) return `each ${at}`;
  if (age <= 7 * day) return `day ${local}`;
  if (age <= 31 * day) return `week ${Math.floor((local + 3) / 7)}`; // weeks begin on Monday: day 0 was a Thursday
  if (age <= 366 * day) return `month ${date.getFullYear()}-${date.getMonth()}`;
  return null;
};

/** The names of those to let go. */
export const superfluous = (entries: readonly Aged[], now: number, budget: number): ReadonlySet<string> => {
  const newestFirst = entries.toSorted((a, b) => b.at - a.at || b.name.localeCompare(a.name));
  const safest = newestFirst.find(({ verified }) => verified)?.name;
  const stays = ({ name, reason }: Aged): boolean => reason === "by-hand" || name === safest;
  const bins = new Set<string>();
  const gone = new Set<string>();
  for (const entry of newestFirst) {
    const bin = binOf(entry.at, now);
    const taken = bin === null || (!bin.startsWith("each ") && bins.has(bin));
    if (bin !== null) bins.add(bin);
    if (taken && !stays(entry)) gone.add(entry.name);
  }
  let used = entries.reduce((sum, { name, bytes }) => sum + (gone.has(name) ? 0 : bytes), 0);
  for (const entry of newestFirst.toReversed()) {
    if (used <= budget) break;
    if (gone.has(entry.name) || stays(entry) || entry === newestFirst[0]) continue;
    gone.add(entry.name);
    used -= entry.bytes;
  }
  return gone;
};

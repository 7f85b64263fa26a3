import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { closeLibrary, createLibrary, readMigrations } from "../store/library.ts";
import { visitsIn } from "./visits.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const at = (iso: string): number => Date.parse(iso) / 1000;

test("a ticket is the visit of the one showing that starts then; what was rated later belongs to the last visit", async () => {
  const home = mkdtempSync(join(tmpdir(), "visits-"));
  const library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  onTestFinished(() => {
    closeLibrary(library);
    rmSync(home, { recursive: true });
  });
  const { db } = library;
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'A'), (2, 'B');
    INSERT INTO film_version (id, film, format, audio, subtitles) VALUES (7, 1, 'LF', 'en', 'nl');
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Quay', 'Europe/Amsterdam', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (1, 1, 1, 'One', 100, '[]'), (2, 1, 2, 'Two', 50, '[]');
    -- The clocks go forward in the night of 29 March 2026.
    INSERT INTO showing (id, screen, film, version, business_date, start, capacity, admissions, gross) VALUES
      (1, 1, 1, 7, '2026-03-28', 1200, 100, 80, 800), (2, 1, 1, NULL, '2026-03-29', 1500, 100, 0, NULL),
      (3, 1, 2, NULL, '2026-03-30', 1200, 100, 10, 90), (4, 2, 2, NULL, '2026-03-30', 1200, 50, 10, 90);
    INSERT INTO member (id, key) VALUES (1, x'01'), (2, x'02');`);
  const add = db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, ?, ?, ?)");
  add.run(1, 1, 1, at("2026-03-28T20:00:00+01:00"), 2);
  add.run(1, 1, 1, at("2026-03-30T01:00:00+02:00"), 1);
  add.run(1, 1, 0, at("2026-03-30T09:00:00+02:00"), 4);
  add.run(2, 1, 1, at("2026-03-28T20:00:00+01:00"), 3);
  add.run(2, 1, 0, at("2026-03-27T09:00:00+01:00"), 1);
  add.run(2, 2, 1, at("2026-03-30T20:00:00+02:00"), 1);
  add.run(2, 2, 2, at("2026-04-30T20:00:00+02:00"), 55);
  const shares: number[] = [];
  const signal = new AbortController().signal;
  const { visits, viewings, screens } = await visitsIn(db, { most: 1000, until: null }, signal, ({ share }) =>
    shares.push(share),
  );
  expect([...visits.member]).toEqual([1, 1, 2]);
  expect([...visits.showing]).toEqual([1, 2, 1]);
  expect([...visits.rating]).toEqual([Number.NaN, 4, Number.NaN]);
  expect([...visits.seats]).toEqual([2, 1, 3]);
  expect(visits.filled[0]).toBeCloseTo(0.8, 6);
  expect([visits.price[0], visits.price[1]]).toEqual([10, Number.NaN]);
  expect(visits.versions[visits.version[0] as number]).toEqual({
    format: "LF",
    audio: "en",
    subtitles: "nl",
  });
  expect(visits.version[1]).toBe(-1);
  // Two rooms start the other film at once.
  expect(visits.unmatched).toBe(1);
  expect([...viewings.minutes]).toEqual([55]);
  // 20:00 in summer time of the venue's place.
  expect([...viewings.start]).toEqual([1200]);
  expect([...viewings.day]).toEqual([Date.parse("2026-04-30") / 86_400_000]);
  expect(screens.map(({ name }) => name)).toEqual(["One", "Two"]);
  expect(shares.at(-1)).toBe(1);

  // The night after 29 March is of that business day; what was rated in the morning after it is not known yet.
  const before = await visitsIn(db, { most: 1000, until: "2026-03-30" }, signal, () => {});
  expect([...before.visits.showing]).toEqual([1, 2, 1]);
  expect([...before.visits.rating]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect([before.visits.unmatched, before.viewings.minutes.length]).toEqual([0, 0]);
  const earlier = await visitsIn(db, { most: 1000, until: "2026-03-29" }, signal, () => {});
  expect([...earlier.visits.member]).toEqual([1, 2]);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { redo, undo } from "../journal/journal.ts";
import { closeLibrary, createLibrary, readMigrations } from "../store/library.ts";
import { campaignsIn, dropCampaign, keepCampaign } from "./campaigns.ts";
import { memberFacts } from "./member-facts.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));

const opened = () => {
  const home = mkdtempSync(join(tmpdir(), "campaigns-"));
  const library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  onTestFinished(() => {
    closeLibrary(library);
    rmSync(home, { recursive: true });
  });
  library.db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'A');
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Quay', 'Europe/Amsterdam', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (1, 1, 1, 'One', 100, '[]');
    INSERT INTO showing (id, screen, film, business_date, start, capacity, admissions) VALUES
      (1, 1, 1, '2026-03-29', 1200, 100, 0), (2, 1, 1, '2026-03-30', 1200, 100, 0), (3, 1, 1, '2026-03-31', 1200, 100, 0);
    INSERT INTO member (id, key, joined, age_band) VALUES (1, x'01', '1970-01-05', '25-34'), (2, x'02', NULL, NULL), (3, x'03', NULL, '18-24');`);
  return library.db;
};

test("a campaign is kept with who got it and who was held out; each change is undone and redone", () => {
  const db = opened();
  const facts = {
    name: "Voucher",
    kind: "offer",
    sent: "2026-09-28",
    weeks: 8,
    cost: 4,
    plan: null,
  } as const;
  const { id, unknown, changeSet } = keepCampaign(db, facts, [3, 1], [2, 3, 99]);
  expect(unknown).toBe(1);
  const [campaign] = campaignsIn(db);
  expect(campaign).toMatchObject({ id, ...facts });
  expect([...(campaign?.who.member ?? [])]).toEqual([1, 2, 3]);
  expect([...(campaign?.who.treated ?? [])]).toEqual([1, 0, 1]);
  valueOrThrow(undo(db, changeSet as number));
  expect(campaignsIn(db)).toEqual([]);
  valueOrThrow(redo(db, changeSet as number));
  const gone = dropCampaign(db, id);
  expect(campaignsIn(db)).toEqual([]);
  valueOrThrow(undo(db, gone as number));
  expect(campaignsIn(db)).toEqual([campaign]);
  expect(dropCampaign(db, "nothing")).toBeUndefined();
});

test("members are told with the day they joined and their band of age, films with the weeks they played", () => {
  const { members, playing } = memberFacts(opened());
  expect([...members.joined]).toEqual([4, -1, -1]);
  expect(members.ageBands).toEqual(["18-24", "25-34"]);
  expect([...members.ageBand]).toEqual([1, -1, 0]);
  expect([...playing.monday]).toEqual([20_535, 20_542]); // 23 and 30 March 2026
});

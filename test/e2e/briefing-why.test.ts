/** What goes with the surprises of a week, in a library where each is planted. */
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Statement, Why } from "../../shared/domain/briefing.ts";
import { openWorkshop, runBatch, sampleLibrary, type Workshop } from "./journey.ts";

interface Briefing {
  readonly week: string;
  readonly statements: readonly (Statement & {
    readonly why: readonly (Why & { readonly says: string })[];
  })[];
}
interface BackTested {
  readonly byWeek: readonly { readonly films: readonly { readonly film: number; readonly full: number }[] }[];
}

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop?.remove());

const day = 86_400;
const [from, until] = ["2026-11-16", "2026-11-23"];
const ofWeek = `business_date >= '${from}' AND business_date < '${until}'`;

test("full houses, a rival that opened, a turn in the talk and a holiday are told with a surprise, each with its evidence", async () => {
  const library = await sampleLibrary(workshop);
  const db = new Database(library);
  const opener = db
    .prepare(
      `SELECT film FROM showing GROUP BY film HAVING min(business_date) >= '${from}' ORDER BY count(*) DESC`,
    )
    .pluck()
    .get() as number;
  const [full, empty] = db
    .prepare(
      `SELECT film FROM showing WHERE ${ofWeek} AND film <> ${opener} GROUP BY film ORDER BY sum(admissions) DESC LIMIT 2`,
    )
    .pluck()
    .all() as [number, number];
  db.exec(`
    UPDATE showing SET admissions = capacity WHERE film IN (${full}, ${opener}) AND ${ofWeek};
    UPDATE showing SET admissions = 0 WHERE film = ${empty} AND ${ofWeek};
    UPDATE venue SET region = 'XX';
    INSERT INTO holiday (region, date, name, name_zh) VALUES ('XX', '2026-11-18', 'Lantern Day', '灯笼节'), ('XX', '2026-10-01', 'Old Day', NULL);
    DELETE FROM review WHERE film = ${empty};`);
  const text = db.prepare(
    "INSERT INTO review (id, film, channel, language, at, text) VALUES (?, ?, 'post', 'en', ?, ?)",
  );
  const read = db.prepare(
    "INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (?, 'x', 'en', ?, '[]')",
  );
  const end = Date.parse(`${until}T00:00:00Z`) / 1000;
  for (let n = 0; n < 80; n++) {
    text.run(90_000 + n, empty, end - (81 - n) * (day / 2), `Text ${n}.`);
    read.run(90_000 + n, (n < 50 ? 0.9 : 0.1) + (n % 2) / 20);
  }
  const showings = (film: number) =>
    db.prepare(`SELECT count(*) FROM showing WHERE film = ? AND ${ofWeek}`).pluck().get(film) as number;
  const planted = showings(full);
  db.close();

  const { week, statements } = await runBatch<Briefing>("briefing", "--library", library);
  expect(week).toBe(until);
  const whyOf = (film: number | null) =>
    statements.find(
      ({ claim }) =>
        (claim.kind === "film" && claim.film.film === film) || (film === null && claim.kind === "total"),
    )?.why ?? [];
  const told = whyOf(full).find(({ reason }) => reason.kind === "full");
  expect(told).toMatchObject({ reason: { full: planted, showings: planted } });
  const { byWeek } = await runBatch<BackTested>(...(told as Why).evidence.command, "--library", library);
  expect(byWeek[0]?.films.find(({ film }) => film === full)?.full).toBe(planted);

  const below = whyOf(empty).map(({ reason }) => reason);
  expect(below).toContainEqual(
    expect.objectContaining({ kind: "rival", film: expect.objectContaining({ film: opener }) }),
  );
  expect(below).toContainEqual(expect.objectContaining({ kind: "turn", turn: "fall" }));
  const turn = whyOf(empty).find(({ reason }) => reason.kind === "turn") as Why;
  const { found } = await runBatch<{ found: object[] }>(...turn.evidence.command, "--library", library);
  const { kind: _, turn: kind, ...figures } = turn.reason as Extract<Why["reason"], { kind: "turn" }>;
  expect(found).toContainEqual(expect.objectContaining({ kind, ...figures }));

  expect(whyOf(null).map(({ reason }) => reason)).toEqual([
    { kind: "holiday", date: "2026-11-18", of: { name: "Lantern Day", nameZh: "灯笼节" } },
  ]);
  for (const { why } of statements)
    for (const { says } of why) expect(says).not.toMatch(/undefined|NaN|\{\{|reasons\./);
}, 300_000);

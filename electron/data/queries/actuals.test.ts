import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planOf } from "../export/plan.fixture.ts";
import { ask, call, Desk } from "../session.fixture.ts";

const document = planOf("2026-11-27");
let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'One', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15), (2, 'Two', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats)
      VALUES (11, 1, 1, 'Screen 1', 312, '["2D"]'), (99, 2, 1, 'Screen 1', 100, '["2D"]');
    INSERT INTO film (id, title, title_zh) VALUES (1, 'The Lantern Keepers', '守灯人');
    INSERT INTO showing (screen, film, business_date, start, capacity, admissions) VALUES
      (11, 1, '2026-11-26', 600, 312, 1), (11, 1, '2026-11-27', 600, NULL, 40), (11, 1, '2026-12-03', 600, 300, 50),
      (11, 1, '2026-12-04', 600, 312, 2), (99, 1, '2026-11-27', 600, 100, 3);`);
});
afterEach(() => desk.end());

test("the showings of the plan's venue and days, and the plan as it was stored", async () => {
  const { id } = await ask(desk.handlers.savePlan({ document }, call));
  const outcome = await ask(desk.handlers.planActuals({ id }, call));
  expect(outcome.document).toMatchObject({ id, note: document.note, assumptions: document.assumptions });
  expect(outcome.document.showings).toEqual(document.showings);
  expect(outcome.played).toEqual(
    [
      { date: "2026-11-27", admissions: 40, capacity: 312 },
      { date: "2026-12-03", admissions: 50, capacity: 300 },
    ].map((each) => ({
      ...each,
      film: 1,
      title: "The Lantern Keepers",
      titleZh: "守灯人",
      screen: 11,
      start: 600,
    })),
  );
  expect(await desk.handlers.planActuals({ id: "none" }, call)).toEqual({
    ok: false,
    error: { type: "NotFound" },
  });
});

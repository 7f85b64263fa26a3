import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(`${desk.home}/a.marquee`) }, call));
  desk.library.db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Odeon', 'Europe/Berlin', 600, 1380, 1500, 15, 15, 5, 5);
    INSERT INTO film (id, title) VALUES (7, 'One');
    INSERT INTO attendance_day (venue, film, date, showings, admissions) VALUES (1, 7, '2026-04-03', 2, 90);`);
});
afterEach(() => desk.end());

const holidays = async (region: string) => (await ask(desk.handlers.listHolidays({ region }, call))).holidays;

test("a venue's region brings its included calendar along, demand hears of it, and one undo takes both back", async () => {
  const set = await ask(desk.handlers.setVenueRegion({ venues: [1], region: "DE" }, call));
  expect(set.holidays).toBeGreaterThan(200);
  expect(await holidays("DE")).toContainEqual({
    date: "2026-04-03",
    name: "Good Friday",
    nameZh: "耶稣受难日",
  });
  const { holidays: told } = await ask(desk.handlers.attendanceDays({}, call));
  expect(told).toMatchObject([{ venue: 1 }]);
  expect(told[0]?.days).toContain(Date.parse("2026-10-03T00:00:00Z") / 86_400_000);
  await ask(desk.handlers.undoChangeSet({ id: set.changeSet as number }, call));
  expect(await holidays("DE")).toEqual([]);
  const { regions, venues } = await ask(desk.handlers.holidayRegions({}, call));
  expect(venues).toEqual([{ id: 1, region: "" }]);
  expect(regions.find(({ region }) => region === "CN")).toEqual({
    region: "CN",
    holidays: 0,
    included: true,
    venues: [],
  });
});

test("days are added, changed and deleted one by one, and what the user wrote stays when a calendar comes", async () => {
  const fair = { date: "2026-12-25", name: "Town fair", nameZh: null };
  await ask(desk.handlers.saveHoliday({ region: "DE", former: null, holiday: fair }, call));
  expect(await desk.handlers.saveHoliday({ region: "DE", former: null, holiday: fair }, call)).toEqual({
    ok: false,
    error: { type: "HolidayExists", date: fair.date, name: fair.name },
  });
  await ask(desk.handlers.addCalendar({ region: "DE" }, call));
  expect((await holidays("DE")).filter(({ date }) => date === fair.date)).toEqual([fair]);
  const moved = { ...fair, date: "2026-12-29" };
  const saved = await ask(
    desk.handlers.saveHoliday({ region: "DE", former: fair.date, holiday: moved }, call),
  );
  expect((await holidays("DE")).map(({ date }) => date)).not.toContain(fair.date);
  await ask(desk.handlers.undoChangeSet({ id: saved.changeSet as number }, call));
  expect(await holidays("DE")).toContainEqual(fair);
  await ask(desk.handlers.deleteHoliday({ region: "DE", date: fair.date }, call));
  expect(await holidays("DE")).not.toContainEqual(fair);
});

test("a region without an included calendar is named with those that have one", async () => {
  expect(await desk.handlers.addCalendar({ region: "Atlantis" }, call)).toMatchObject({
    ok: false,
    error: { type: "NoCalendar", known: expect.arrayContaining(["CN", "DE", "ES", "FR", "GB", "IT", "NL"]) },
  });
});

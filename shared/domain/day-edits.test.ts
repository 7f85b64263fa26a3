import { describe, expect, it } from "vitest";
import { fullWeek } from "../../test/fixtures/full-week.ts";
import { clearDay, copyDay, lockAll } from "./day-edits.ts";
import { type Edit, edited, startHistory, undo } from "./edits.ts";
import { valueOrThrow } from "./result.ts";
import type { ScheduledShowing } from "./slate.ts";

const { problem, showings } = fullWeek(2);
const [monday, tuesday, wednesday] = problem.days as [string, string, string];
const on = (all: readonly ScheduledShowing[], day: string) => all.filter(({ date }) => date === day);
const places = (all: readonly ScheduledShowing[]) =>
  all.map(({ film, screen, start }) => `${screen} ${start} ${film}`).sort();
let last = 0;
const copy = (all: readonly ScheduledShowing[], from: string, to: readonly string[]): Edit =>
  copyDay(problem, all, from, to, () => `copy ${++last}`);
const withLock = (day: string): { readonly all: readonly ScheduledShowing[]; readonly id: string } => {
  const { id } = on(showings, day)[5] as ScheduledShowing;
  return { id, all: showings.map((each) => (each.id === id ? { ...each, locked: true } : each)) };
};

/** Made, and undone as one. */
const made = (all: readonly ScheduledShowing[], edit: Edit): readonly ScheduledShowing[] => {
  const start = startHistory(all);
  const history = valueOrThrow(edited(start, edit));
  expect(history.done).toHaveLength(1);
  expect(undo(history).showings).toEqual(start.showings);
  return history.showings;
};

describe("edits of a day", () => {
  it("make other days like it", () => {
    const after = made(showings, copy(showings, monday, [tuesday, wednesday]));
    for (const day of [tuesday, wednesday])
      expect(places(on(after, day))).toEqual(places(on(showings, monday)));
    expect(on(after, monday)).toEqual(on(startHistory(showings).showings, monday));
  });

  it("leave what is locked, and do not copy onto it", () => {
    const { all, id } = withLock(tuesday);
    const after = made(all, copy(all, monday, [tuesday]));
    const stays = after.find((each) => each.id === id) as ScheduledShowing;
    expect(stays).toEqual(all.find((each) => each.id === id));
    const beside = on(after, tuesday).filter(
      ({ screen, id: other }) => screen === stays.screen && other !== id,
    );
    expect(beside.length).toBeGreaterThan(0);
    expect(beside.length).toBeLessThan(
      on(showings, monday).filter(({ screen }) => screen === stays.screen).length,
    );
  });

  it("clear it but for what is locked", () => {
    const { all, id } = withLock(monday);
    expect(on(made(all, clearDay(all, monday)), monday).map((each) => each.id)).toEqual([id]);
  });

  it("lock and unlock all of it", () => {
    const day = on(showings, monday);
    const locked = made(showings, lockAll(day, true));
    expect(on(locked, monday).every((each) => each.locked)).toBe(true);
    expect(on(locked, tuesday).some((each) => each.locked)).toBe(false);
    expect(made(locked, lockAll(on(locked, monday), false))).toEqual(startHistory(showings).showings);
  });
});

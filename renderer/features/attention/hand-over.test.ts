import { expect, test } from "vitest";
import type { Slate } from "../../../shared/contract/slates.ts";
import { isOfSlate, rulesOfSlate } from "./hand-over.ts";

const days = Array.from({ length: 7 }, (_, n) => `2026-11-${26 + n > 30 ? `0${n - 4}` : 26 + n}`);
const booking = (film: number, week: number, showings: number) =>
  ({ film, week, action: "open", showings, admissions: 100, seats: 90 }) as const;
const slate = {
  sought: [],
  admissions: 0,
  revenue: null,
  hire: null,
  satisfaction: null,
  reach: null,
  genres: [],
  decisions: [],
  gap: 0,
  bookings: [booking(1, 0, 30), booking(2, 0, 8), booking(2, 1, 8), booking(3, 0, 8), booking(4, 1, 30)],
} satisfies Slate;

test("a slate's week becomes rules for what it counts on, films that stay among them", () => {
  const rules = rulesOfSlate(slate, 0, days, 5, (film) => `Film ${film}`);
  expect(rules).toMatchObject([
    { name: "Film 1", kind: "shows", params: { per: "day", least: 2 }, scope: { films: [1], venues: [5] } },
    { name: "Film 2", params: { least: 1 }, price: null },
  ]);
  expect(rules.every((rule) => isOfSlate(rule, 5, "2026-11-26"))).toBe(true);
  expect(rules.some((rule) => isOfSlate(rule, 5, "2026-12-03"))).toBe(false);
});

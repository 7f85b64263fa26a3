import { expect, it } from "vitest";
import { openSpans } from "./open-spans.ts";

it("joins open starts that are neighbours on the grid and change the day alike", () => {
  const at = (screen: number, start: number, change: number) => ({ screen, start, change });
  const places = [at(1, 615, 2), at(1, 600, 0), at(2, 630, 5), at(1, 630, -1), at(1, 660, 3)];
  expect(openSpans(places, 1, { grid: 15 })).toEqual([
    { from: 600, to: 630, gains: true },
    { from: 630, to: 645, gains: false },
    { from: 660, to: 675, gains: true },
  ]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boardScale,
  boardWidth,
  clock,
  draggedTo,
  gridStarts,
  snapToGrid,
  timeToX,
  xToTime,
  yToRow,
} from "./board-geometry.ts";

const houses = fc
  .record({
    opens: fc.integer({ min: 0, max: 900 }),
    hours: fc.integer({ min: 120, max: 900 }),
    grid: fc.constantFrom(1, 5, 10, 15, 30),
  })
  .map(({ opens, hours, grid }) => ({ opens, lastStart: opens + hours, closes: opens + hours + 180, grid }));
const scales = fc
  .tuple(houses, fc.integer({ min: 200, max: 4000 }), fc.integer({ min: 24, max: 120 }))
  .map(([house, width, rowHeight]) => ({ house, width, scale: boardScale(house, width, rowHeight) }));

describe("the board's scale", () => {
  it("shows the whole day from opening to closing and fills the width", () => {
    fc.assert(
      fc.property(scales, ({ house, width, scale }) => {
        expect(scale.from).toBeLessThanOrEqual(house.opens);
        expect(scale.to).toBeGreaterThanOrEqual(house.closes);
        expect(boardWidth(scale)).toBeGreaterThanOrEqual(width - 1e-6);
      }),
    );
  });

  it("takes a time to pixels and back", () => {
    fc.assert(
      fc.property(scales, fc.integer({ min: 0, max: 1800 }), ({ scale }, time) => {
        expect(xToTime(scale, timeToX(scale, time))).toBeCloseTo(time, 6);
      }),
    );
  });
});

describe("snapping", () => {
  it("answers a grid time within the hours, and the nearest such", () => {
    fc.assert(
      fc.property(houses, fc.double({ min: -500, max: 3000, noNaN: true }), (house, time) => {
        const starts = gridStarts(house);
        const snapped = snapToGrid(house, time);
        expect(starts).toContain(snapped);
        const nearest = Math.min(...starts.map((start) => Math.abs(start - time)));
        expect(Math.abs(snapped - time)).toBeCloseTo(nearest, 6);
      }),
    );
  });

  it("offers exactly the grid times that the house's rules allow", () => {
    fc.assert(
      fc.property(houses, (house) => {
        const allowed = Array.from({ length: house.lastStart + 1 }, (_, time) => time).filter(
          (time) => time >= house.opens && time % house.grid === 0,
        );
        expect(gridStarts(house)).toEqual(allowed);
      }),
    );
  });
});

describe("dragging", () => {
  it("by nothing leaves a showing where it is; there and back too", () => {
    fc.assert(
      fc.property(
        scales,
        fc.integer({ min: 0, max: 7 }),
        fc.nat(),
        fc.integer({ min: -2000, max: 2000 }),
        fc.integer({ min: -600, max: 600 }),
        ({ house, scale }, row, pick, dx, dy) => {
          const starts = gridStarts(house);
          const origin = { row, start: starts[pick % starts.length] as number };
          expect(draggedTo(house, scale, 8, origin, 0, 0)).toEqual(origin);
          const there = draggedTo(house, scale, 8, origin, dx, dy);
          const back = draggedTo(
            house,
            scale,
            8,
            there,
            timeToX(scale, origin.start) - timeToX(scale, there.start),
            (origin.row - there.row) * scale.rowHeight,
          );
          expect(back).toEqual(origin);
        },
      ),
    );
  });

  it("never leaves the screens of the house", () => {
    const scale = boardScale({ opens: 600, closes: 1500 }, 900, 60);
    expect(yToRow(scale, -10, 8)).toBe(0);
    expect(yToRow(scale, 61, 8)).toBe(1);
    expect(yToRow(scale, 10_000, 8)).toBe(7);
  });
});

describe("the clock", () => {
  it("writes a time after midnight as the night's hour", () => {
    expect(clock(605)).toBe("10:05");
    expect(clock(1530)).toBe("01:30");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Camera, carried, toPlane, toScreen, wholeView, zoomed } from "./camera.ts";
import { scatteredOrder, Walk } from "./painter.ts";
import { placeLabels } from "./place-labels.ts";
import { PointGrid, simplified } from "./point-grid.ts";

const size = { width: 800, height: 600 };
const bounds = { left: -1, right: 1, bottom: -1, top: 1 };
const place = fc.record({
  x: fc.float({ min: -2, max: 2, noNaN: true }),
  y: fc.float({ min: -2, max: 2, noNaN: true }),
});

describe("the camera", () => {
  it("finds the way back, and keeps what lies under the pointer when it zooms", () => {
    fc.assert(
      fc.property(place, fc.double({ min: 0.2, max: 5, noNaN: true }), (point, factor) => {
        const before = wholeView(size, bounds);
        const at = toScreen(before, size, point);
        const after = toScreen(zoomed(before, size, at, factor, before.scale), size, point);
        const back = toPlane(before, size, at);
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
        expect(after.x).toBeCloseTo(at.x, 4);
        expect(after.y).toBeCloseTo(at.y, 4);
      }),
    );
  });
});

describe("a picture that is carried along", () => {
  const camera: fc.Arbitrary<Camera> = fc.record({
    x: fc.double({ min: -2, max: 2, noNaN: true }),
    y: fc.double({ min: -2, max: 2, noNaN: true }),
    scale: fc.double({ min: 50, max: 5000, noNaN: true }),
  });

  it("puts every point where the camera of now sees it", () => {
    fc.assert(
      fc.property(place, camera, camera, (point, before, now) => {
        const [middleX, middleY] = [size.width / 2, size.height / 2];
        const seen = toScreen(before, size, point);
        const { x, y, scale } = carried(before, now);
        const wanted = toScreen(now, size, point);
        expect(middleX + (seen.x - middleX) * scale + x).toBeCloseTo(wanted.x, 5);
        expect(middleY + (seen.y - middleY) * scale + y).toBeCloseTo(wanted.y, 5);
      }),
    );
  });

  it("is drawn some points a frame, each of them once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), (counts, most) => {
        const walk = new Walk(counts);
        const all = counts.flatMap((count, part) => Array.from({ length: count }, (_, n) => [part, n]));
        const walked: number[][] = [];
        for (let steps = 0; !walk.done; steps++) {
          expect(steps).toBeLessThanOrEqual(Math.ceil(all.length / most));
          const before = walked.length;
          walk.step(most, (part, from, count) => {
            for (let n = from; n < from + count; n++) walked.push([part, n]);
          });
          expect(walked.length - before).toBeLessThanOrEqual(most);
        }
        expect(walked).toEqual(all);
      }),
    );
  });
});

describe("points by where they lie", () => {
  const points = fc.array(place, { minLength: 1, maxLength: 60 });
  const gridOf = (some: readonly { x: number; y: number }[]): PointGrid =>
    new PointGrid(
      Float32Array.from(some, ({ x }) => x),
      Float32Array.from(some, ({ y }) => y),
    );

  it("finds the nearest as looking at all would", () => {
    fc.assert(
      fc.property(points, place, fc.double({ min: 0.01, max: 3, noNaN: true }), (some, from, reach) => {
        const distances = some.map(({ x, y }) => Math.hypot(x - from.x, y - from.y));
        const found = gridOf(some).nearest(from, reach);
        const least = Math.min(...distances);
        if (found < 0) expect(least).toBeGreaterThan(reach - 1e-9);
        else expect(distances[found]).toBeCloseTo(least, 9);
      }),
    );
  });

  it("takes what a shape holds, and nothing else", () => {
    fc.assert(
      fc.property(points, place, place, (some, a, b) => {
        const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
        const [bottom, top] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
        const rectangle = [
          { x: left, y: bottom },
          { x: right, y: bottom },
          { x: right, y: top },
          { x: left, y: top },
        ];
        const taken = new Set(gridOf(some).inside(rectangle));
        for (const [row, { x, y }] of some.entries()) {
          if (x > left && x < right && y > bottom && y < top) expect(taken.has(row)).toBe(true);
          if (x < left || x > right || y < bottom || y > top) expect(taken.has(row)).toBe(false);
        }
      }),
    );
  });

  it("finds the same while it is still being sorted", () => {
    const some = Array.from({ length: 20_000 }, (_, n) => ({ x: (n * 37) % 1000, y: (n * 91) % 997 }));
    const grid = gridOf(some);
    expect(grid.build(0)).toBe(false);
    expect(grid.nearest({ x: 500, y: 500 }, 50)).toBe(gridOf(some).nearest({ x: 500, y: 500 }, 50));
    expect(grid.build(0)).toBe(true);
  });

  it("are drawn in an order that meets each once, and everywhere", () => {
    for (const count of [0, 1, 2, 7, 8000, 200_000]) {
      const order = scatteredOrder(count);
      expect(new Set(order).size).toBe(count);
      const early = order.subarray(0, count >> 3).filter((row) => row < count / 2).length;
      if (count > 1000) expect(Math.abs(early / (count >> 3) - 0.5)).toBeLessThan(0.01);
    }
  });

  it("keeps a line's shape with fewer corners", () => {
    const line = Array.from({ length: 1000 }, (_, n) => ({ x: n, y: n }));
    expect(simplified(line).length).toBeLessThanOrEqual(80);
    expect(simplified(line.slice(0, 3))).toHaveLength(3);
  });
});

describe("labels", () => {
  it("never cover each other nor leave the picture, and the first one stands", () => {
    const wanted = fc.array(
      fc.record({
        x: fc.integer({ min: -50, max: 850 }),
        y: fc.integer({ min: -50, max: 650 }),
        width: fc.integer({ min: 20, max: 200 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(wanted, (some) => {
        const boxes = placeLabels(some, 16, size);
        for (const [n, a] of boxes.entries()) {
          expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width / 2).toBeLessThanOrEqual(size.width);
          for (const b of boxes.slice(0, n))
            expect(
              Math.abs(a.x - b.x) * 2 >= a.width + b.width || Math.abs(a.y - b.y) * 2 >= a.height + b.height,
            ).toBe(true);
        }
        const first = some.findIndex(
          ({ x, y, width }) => x > width && x < size.width - width && y > 20 && y < size.height - 20,
        );
        if (first === 0) expect(boxes[0]?.at).toBe(0);
      }),
    );
  });
});

/** Labels set where they cover no other: the most important first, each beside its point if the place itself is taken, or left out. */
import type { Place, Size } from "./camera.ts";

export interface LabelBox extends Place, Size {
  /** Position in the list that was given. */
  readonly at: number;
}
interface Wanted extends Place {
  readonly width: number;
}

const gap = 4;
/** Middle of the label from its point, in its own widths and heights. */
const offsets = [
  [0, 0],
  [0, -1],
  [0, 1],
  [0.55, 0],
  [-0.55, 0],
  [0.3, -1.6],
  [-0.3, -1.6],
  [0.3, 1.6],
  [-0.3, 1.6],
] as const;

const apart = (a: LabelBox, b: LabelBox): boolean =>
  Math.abs(a.x - b.x) * 2 >= a.width + b.width + 2 * gap ||
  Math.abs(a.y - b.y) * 2 >= a.height + b.height + 2 * gap;

/** `wanted` in order of importance; `x`, `y` of a box is its middle. Boxes lie wholly within `size`. */
export const placeLabels = (wanted: readonly Wanted[], height: number, size: Size): LabelBox[] => {
  const placed: LabelBox[] = [];
  for (const [at, { x, y, width }] of wanted.entries()) {
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const free = offsets
      .map(([dx, dy]): LabelBox => ({ at, x: x + dx * width, y: y + dy * height, width, height }))
      .find(
        (box) =>
          box.x - width / 2 >= 0 &&
          box.x + width / 2 <= size.width &&
          box.y - height / 2 >= 0 &&
          box.y + height / 2 <= size.height &&
          placed.every((other) => apart(box, other)),
      );
    if (free) placed.push(free);
  }
  return placed;
};

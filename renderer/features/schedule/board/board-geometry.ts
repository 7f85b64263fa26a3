/** Where things lie on the board: time runs right, screens run down. Pixels are relative to the board's first minute and first row. */
import type { House, Minutes } from "../../../../shared/domain/slate.ts";

export interface BoardScale {
  readonly from: Minutes; // at x = 0
  readonly to: Minutes; // at the right edge
  readonly pixelsPerMinute: number;
  readonly rowHeight: number;
}

/** The house's day in whole hours, filling `width` but never so narrow that a showing cannot be read. */
export const boardScale = (
  { opens, closes }: Pick<House, "opens" | "closes">,
  width: number,
  rowHeight: number,
  leastPixelsPerMinute = 0.7,
): BoardScale => {
  const from = Math.floor(opens / 60) * 60;
  const to = Math.max(from + 60, Math.ceil(closes / 60) * 60);
  return { from, to, rowHeight, pixelsPerMinute: Math.max(leastPixelsPerMinute, width / (to - from)) };
};

export const timeToX = (scale: BoardScale, time: Minutes): number =>
  (time - scale.from) * scale.pixelsPerMinute;

export const xToTime = (scale: BoardScale, x: number): number => scale.from + x / scale.pixelsPerMinute;

export const boardWidth = (scale: BoardScale): number => timeToX(scale, scale.to);

/** The nearest start on the grid within opening and last start. Where opening itself is off the grid, the first grid time after it. */
export const snapToGrid = (
  { opens, lastStart, grid }: Pick<House, "opens" | "lastStart" | "grid">,
  time: number,
): Minutes => {
  const first = Math.ceil(opens / grid) * grid;
  const last = Math.max(first, Math.floor(lastStart / grid) * grid);
  return Math.min(last, Math.max(first, Math.round(time / grid) * grid));
};

/** Every start the grid allows, earliest first. */
export const gridStarts = (house: Pick<House, "opens" | "lastStart" | "grid">): Minutes[] => {
  const first = snapToGrid(house, Number.NEGATIVE_INFINITY);
  const last = snapToGrid(house, Number.POSITIVE_INFINITY);
  return Array.from({ length: (last - first) / house.grid + 1 }, (_, step) => first + step * house.grid);
};

/** The row under `y`; the nearest one above or below the board. */
export const yToRow = (scale: BoardScale, y: number, rows: number): number =>
  Math.min(rows - 1, Math.max(0, Math.floor(y / scale.rowHeight)));

export interface Place {
  readonly row: number;
  readonly start: Minutes;
}

/** Where a showing lies after the pointer has moved it by (dx, dy) pixels. */
export const draggedTo = (
  house: Pick<House, "opens" | "lastStart" | "grid">,
  scale: BoardScale,
  rows: number,
  origin: Place,
  dx: number,
  dy: number,
): Place => ({
  row: Math.min(rows - 1, Math.max(0, origin.row + Math.round(dy / scale.rowHeight))),
  start: snapToGrid(house, origin.start + dx / scale.pixelsPerMinute),
});

/** "14:05"; a time after midnight stays on its business day: 25:30 is written 01:30. */
export const clock = (time: Minutes): string =>
  `${String(Math.floor(time / 60) % 24).padStart(2, "0")}:${String(time % 60).padStart(2, "0")}`;

/** What faces in posters are found by. */
export const faceNetwork = {
  name: "tiny-face-detector/vladmandic-face-api-1.7.15",
  /** Pixels a side of what it looks at, a multiple of 32. */
  side: 320,
} as const;

/** A face in a picture: where it is, as shares of the picture's width and height, and how sure the network is, 0..1. */
export interface Face {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly sure: number;
}

export type Shape = [width: number, height: number];

/** What a picture takes of a square that it just fits into. */
export const shapeOf = (width: number, height: number): Shape => {
  const most = Math.max(width, height, 1);
  return [width / most, height / most];
};

/** Share of the picture that faces cover, each within it; faces seldom lie on each other. */
export const areaOf = (faces: readonly Face[]): number => {
  const within = (from: number, length: number): number =>
    Math.max(0, Math.min(1, from + length) - Math.max(0, from));
  return Math.min(
    1,
    faces.reduce((sum, { x, y, width, height }) => sum + within(x, width) * within(y, height), 0),
  );
};

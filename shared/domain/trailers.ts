/** Files of a folder that are taken for trailers. */
export const videoExtensions = ["mp4", "m4v", "mov", "webm", "mkv"] as const;

/** What is read from the pictures of a trailer. Readings of another method are made anew. */
export const trailerMethod = "trailer-1";

/** Means over every `curveStep` seconds, in this order: CIE L* 0..100, chroma C*, b* (blue to yellow), mean |ΔL*| from frame to frame. */
export const curveNames = ["brightness", "saturation", "warmth", "motion"] as const;
export type CurveName = (typeof curveNames)[number];
export const curveStep = 0.5;

export interface TrailerReading {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Where one shot ends and the next begins: seconds, ascending, hard cuts and passages through black. */
  readonly cuts: Float32Array;
  /** [points x curveNames] */
  readonly curves: Float32Array;
}

/** Longer is a film, not a trailer. */
export const longestTrailer = 20 * 60;
/** Shorter has no rhythm. */
export const shortestTrailer = 3;

/**
 * Why a file gives no reading: it is no film file of a known form or a damaged one, it has no pictures, they are coded as this program cannot decode,
 * it is too short or too long, or it went meanwhile.
 */
export const trailerProblems = [
  "notVideo",
  "noPictures",
  "codec",
  "damaged",
  "tooShort",
  "tooLong",
  "gone",
] as const;
export type TrailerProblem = (typeof trailerProblems)[number];

/** Of all shots: where they end, and how long they are. */
export const shotLengths = ({ seconds, cuts }: Pick<TrailerReading, "seconds" | "cuts">): number[] => {
  const ends = [...cuts, seconds];
  return ends.map((end, n) => end - (n === 0 ? 0 : (ends[n - 1] as number)));
};

/** A trailer's frames, one after another, become its shots and its curves. */
import { curveNames, curveStep, type TrailerReading } from "../../../../shared/domain/trailers.ts";
import { type Frame, frameOf, moved } from "./frame.ts";
import { shotFinder } from "./shots.ts";

/** Motion is told as at this many frames a second. */
const frameRate = 24;
/** More than this between two frames is a cut rather than motion. */
const mostMotion = 30;

export interface TrailerReader {
  /** RGBA of `frameSize`, in order of time, seconds. */
  add(pixels: Uint8ClampedArray, at: number): void;
  read(seconds: number): Pick<TrailerReading, "seconds" | "framesPerSecond" | "cuts" | "curves">;
}

export const trailerReader = (): TrailerReader => {
  const shots = shotFinder();
  const sums: number[][] = [];
  let frames = 0;
  let last: { readonly frame: Frame; readonly at: number } | null = null;
  const binOf = (at: number): number[] => {
    const bin = Math.max(0, Math.floor(at / curveStep));
    while (sums.length <= bin) sums.push([0, 0, 0, 0, 0, 0]);
    return sums[bin] as number[];
  };
  const count = (bin: number[], place: number, value: number): void => {
    bin[place] = (bin[place] as number) + value;
  };
  return {
    add(pixels, at) {
      const frame = frameOf(pixels);
      const bin = binOf(at);
      shots.add(frame, at);
      count(bin, 0, frame.brightness);
      count(bin, 1, frame.saturation);
      count(bin, 2, frame.warmth);
      count(bin, 4, 1);
      if (last && at > last.at) {
        const motion = moved(last.frame, frame);
        if (motion < mostMotion) {
          count(bin, 3, motion / (frameRate * (at - last.at)));
          count(bin, 5, 1);
        }
      }
      last = { frame, at };
      frames++;
    },
    read(seconds) {
      const points = Math.max(1, Math.ceil(seconds / curveStep));
      const curves = new Float32Array(points * curveNames.length);
      let before: readonly number[] = [0, 0, 0, 0];
      for (let point = 0; point < points; point++) {
        // A still stays what it was.
        const [L = 0, C = 0, b = 0, motion = 0, n = 0, pairs = 0] = sums[point] ?? [];
        before = n === 0 ? [...before.slice(0, 3), 0] : [L / n, C / n, b / n, motion / Math.max(1, pairs)];
        curves.set(before, point * curveNames.length);
      }
      const cuts = Float32Array.from(shots.cuts().filter((at) => at > 0 && at < seconds));
      return { seconds, framesPerSecond: frames / seconds, cuts, curves };
    },
  };
};

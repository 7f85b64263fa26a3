/** Reads trailers, one video after another, each kept once it is read. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { TrailerFailure, trailerContract } from "../../shared/contract/trailers.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import {
  longestTrailer,
  shortestTrailer,
  type TrailerProblem,
  type TrailerReading,
} from "../../shared/domain/trailers.ts";
import { trailerReader } from "../models/images/trailer/read.ts";
import { received } from "./received.ts";

export interface VideoFault {
  readonly problem: TrailerProblem;
  readonly detail: string;
}
/** Thrown where bytes cannot be had. */
export class NoBytes extends Error {
  readonly problem: TrailerProblem;
  constructor(problem: TrailerProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

export interface Video {
  readonly width: number;
  readonly height: number;
  /** As the file says. */
  readonly seconds: number;
  /** RGBA of `frameSize`, every frame of it in order of time, `at` and `until` in seconds; throws where it is damaged. */
  frames(): AsyncIterable<{
    readonly pixels: Uint8ClampedArray;
    readonly at: number;
    readonly until: number;
  }>;
  close(): void;
}

/** What the surroundings lend: workers decode videos, models do not. */
export interface Videos {
  open(
    bytes: number,
    read: (start: number, end: number) => Promise<Uint8Array>,
  ): Promise<Result<Video, VideoFault>>;
}
export const noVideos: Videos = {
  open: async () => err({ problem: "codec", detail: "there is no decoder" }),
};

/** Of what a file says it lasts; with less, it was cut off. */
const leastRead = 0.9;
const paceMs = 200;

const clock = (seconds: number): string => `${Math.round(seconds)} s`;

export const trailerHandlers = (
  connected: Promise<DataClient>,
  videos: Videos,
): Handlers<typeof trailerContract> => {
  const bytesOf =
    (data: DataClient, file: string, signal: AbortSignal) =>
    async (start: number, end: number): Promise<Uint8Array> => {
      const piece = await data.videoPiece({ file, start, end }, { signal });
      if (piece.ok) return piece.value.bytes;
      signal.throwIfAborted();
      if (piece.error.type === "NotVideo") throw new NoBytes("notVideo", "");
      throw new NoBytes("gone", "detail" in piece.error ? String(piece.error.detail) : "");
    };

  const readingOf = async (
    video: Video,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<Result<TrailerReading, VideoFault>> => {
    const { width, height, seconds: told } = video;
    if (told > longestTrailer) return err({ problem: "tooLong", detail: clock(told) });
    const reader = trailerReader();
    let first: number | null = null;
    let seconds = 0;
    for await (const { pixels, at, until } of video.frames()) {
      signal.throwIfAborted();
      first ??= at;
      seconds = until - first;
      if (seconds > longestTrailer) return err({ problem: "tooLong", detail: clock(seconds) });
      reader.add(pixels, at - first);
      progress(Math.min(1, seconds / told));
    }
    if (seconds < leastRead * told)
      return err({ problem: "damaged", detail: `${clock(seconds)} / ${clock(told)}` });
    if (seconds < shortestTrailer) return err({ problem: "tooShort", detail: clock(seconds) });
    return ok({ ...reader.read(seconds), width, height });
  };

  return {
    async readTrailers({ trailers }, { signal, progress }) {
      const started = performance.now();
      const elapsed = (): number => (performance.now() - started) / 1000;
      const data = await connected;
      const whole = trailers.reduce((sum, { bytes }) => sum + bytes, 0);
      const failed: TrailerFailure[] = [];
      let before = 0;
      let told = Number.NEGATIVE_INFINITY;
      for (const [done, { film, file, name, bytes }] of trailers.entries()) {
        signal.throwIfAborted();
        const tell = (part: number): void => {
          if (part > 0 && performance.now() - told < paceMs) return;
          told = performance.now();
          const share = whole === 0 ? 0 : (before + part * bytes) / whole;
          const secondsLeft = share > 0.02 ? (elapsed() * (1 - share)) / share : null;
          progress({ done, of: trailers.length, name, share, secondsLeft });
        };
        tell(0);
        let reading: Result<TrailerReading, VideoFault>;
        try {
          const video = await videos.open(bytes, bytesOf(data, file, signal));
          if (!video.ok) reading = video;
          else
            try {
              reading = await readingOf(video.value, signal, tell);
            } finally {
              video.value.close();
            }
        } catch (error) {
          signal.throwIfAborted();
          // What a decoder says of a file it cannot read on.
          const detail = String(error instanceof Error ? error.message : error).slice(0, 300);
          reading = err({ problem: error instanceof NoBytes ? error.problem : "damaged", detail });
        }
        if (reading.ok) {
          const kept = await data.keepTrailer({ film, name, reading: reading.value });
          if (!kept.ok && kept.error.type === "NotFound")
            failed.push({ film, name, problem: "gone", detail: "" });
          else {
            const stored = received(kept);
            if (!stored.ok) return stored;
          }
        } else failed.push({ film, name, ...reading.error });
        before += bytes;
      }
      return ok({ read: trailers.length - failed.length, failed, seconds: elapsed() });
    },
  };
};

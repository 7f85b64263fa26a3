/** Videos as trailers are read from: taken out of their files by mediabunny, decoded by the browser frame by frame, drawn small and without black bars. */
import {
  CustomSource,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  UnsupportedInputFormatError,
  type VideoSample,
  VideoSampleSink,
  WEBM,
} from "mediabunny";
import { err, ok } from "../../shared/domain/result.ts";
import { insideBars } from "../models/images/trailer/bars.ts";
import { frameSize } from "../models/images/trailer/frame.ts";
import { NoBytes, type Video, type Videos } from "./trailer-handlers.ts";

const { width, height } = frameSize;
/** Frames that bars are looked for in. */
const probes = 9;

const newContext = (): OffscreenCanvasRenderingContext2D =>
  new OffscreenCanvas(width, height).getContext("2d", {
    willReadFrequently: true,
    alpha: false,
  }) as OffscreenCanvasRenderingContext2D;

const videoOf = async (track: InputVideoTrack, seconds: number, close: () => void): Promise<Video> => {
  const context = newContext();
  const sink = new VideoSampleSink(track);
  const [across, down] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  let inside = { left: 0, top: 0, width: 1, height: 1 };
  const pixelsOf = (sample: VideoSample): Uint8ClampedArray => {
    const { displayWidth: w, displayHeight: h } = sample;
    sample.draw(
      context,
      inside.left * w,
      inside.top * h,
      inside.width * w,
      inside.height * h,
      0,
      0,
      width,
      height,
    );
    return context.getImageData(0, 0, width, height).data;
  };
  const start = await track.getFirstTimestamp();
  return {
    width: across,
    height: down,
    seconds,
    async *frames() {
      const places = Array.from({ length: probes }, (_, n) => start + ((n + 0.5) * seconds) / probes);
      const seen: Uint8ClampedArray[] = [];
      for await (const sample of sink.samplesAtTimestamps(places)) {
        if (!sample) continue;
        seen.push(pixelsOf(sample));
        sample.close();
      }
      inside = insideBars(seen);
      for await (const sample of sink.samples()) {
        const { timestamp: at, duration } = sample;
        const pixels = pixelsOf(sample);
        sample.close();
        yield { pixels, at, until: at + duration };
      }
    },
    close,
  };
};

export const openVideo: Videos["open"] = async (bytes, read) => {
  const input = new Input({
    formats: [MP4, QTFF, WEBM, MATROSKA],
    source: new CustomSource({ getSize: () => bytes, read, prefetchProfile: "network" }),
  });
  const refused = (problem: "notVideo" | "noPictures" | "codec", detail: string) => {
    input.dispose();
    return err({ problem, detail });
  };
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return refused("noPictures", "");
    if (!(await track.canDecode()))
      return refused("codec", (await track.getCodecParameterString()) ?? (await track.getCodec()) ?? "");
    // What the file says of itself tells whether it was cut off; a recording may not say.
    const end = (await input.getDurationFromMetadata([track])) ?? (await track.computeDuration());
    const seconds = end - (await track.getFirstTimestamp());
    return ok(await videoOf(track, seconds, () => input.dispose()));
  } catch (error) {
    if (error instanceof UnsupportedInputFormatError) return refused("notVideo", "");
    input.dispose();
    throw error instanceof NoBytes
      ? error
      : new Error(error instanceof Error ? error.message : String(error));
  }
};

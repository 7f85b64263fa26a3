/** Made trailers whose cuts are known: scenes of coloured patches that drift, under noise, with flashes and passages through black between some. */
import { seededRandom } from "../../../../shared/domain/random.ts";
import { frameSize } from "./frame.ts";

const { width, height } = frameSize;

export interface PlantedShot {
  readonly frames: number;
  /** Base lightness, 0..255; that of neighbours should differ. */
  readonly light: number;
  readonly hue: readonly [number, number, number];
  /** Pixels that the scene drifts by in a frame. */
  readonly drift: number;
  /** Frames of this shot that are white. */
  readonly flashes: readonly number[];
  /** Frames at the end that fade to black, and at the beginning that come from it. */
  readonly fadeOut: number;
  readonly fadeIn: number;
}

export const plainShot = (frames: number, light: number): PlantedShot => ({
  frames,
  light,
  hue: [1, 1, 1],
  drift: 0,
  flashes: [],
  fadeOut: 0,
  fadeIn: 0,
});

/** RGBA frames, one after another. */
export function* plantedFrames(
  shots: readonly PlantedShot[],
  seed: number,
  noise = 6,
): Generator<Uint8ClampedArray> {
  const random = seededRandom(seed);
  for (const { frames, light, hue, drift, flashes, fadeIn, fadeOut } of shots) {
    const patches = Array.from({ length: 5 }, () => ({
      x: random() * width,
      y: random() * height,
      size: 4 + random() * 10,
      add: (random() - 0.5) * 90,
    }));
    for (let n = 0; n < frames; n++) {
      const pixels = new Uint8ClampedArray(4 * width * height);
      const dim = Math.min(1, fadeIn ? n / fadeIn : 1, fadeOut ? (frames - 1 - n) / fadeOut : 1);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const inside = patches.find(
            (patch) =>
              Math.abs(((patch.x + n * drift) % width) - x) < patch.size &&
              Math.abs(patch.y - y) < patch.size,
          );
          const value = flashes.includes(n)
            ? 255
            : (light + (inside?.add ?? 0)) * dim + (random() - 0.5) * noise * dim;
          const at = 4 * (y * width + x);
          for (let c = 0; c < 3; c++) pixels[at + c] = value * (hue[c] as number);
          pixels[at + 3] = 255;
        }
      yield pixels;
    }
  }
}

/**
 * Points drawn by the processor, where graphics hardware is missing or was lost: blended pixel by pixel into an image, which goes some
 * lines at a time into strips that are shown once they are full.
 */
import {
  type Painter,
  pixelsOf,
  pointSize,
  type Rgb,
  roundFrom,
  type ScatterLayer,
  scatteredOrder,
  Walk,
} from "./painter.ts";
import { Strips } from "./strips.ts";

/** Pixels that are put in about the time in which a point is drawn. */
const pixelsAPoint = 8;

interface Held {
  readonly layer: ScatterLayer;
  readonly order: Int32Array;
}

/** Pixels of a point, as offsets from its upper left one. */
const shapeOf = (across: number, width: number): Int32Array => {
  const side = Math.max(1, Math.round(across));
  const middle = (side - 1) / 2;
  const offsets: number[] = [];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (across < roundFrom || Math.hypot(x - middle, y - middle) <= side / 2) offsets.push(y * width + x);
  return Int32Array.from(offsets);
};

export const canvasPainter = (box: HTMLElement): Painter => {
  const [first, second] = [0, 1].map(() => new Strips(box, { willReadFrequently: true })) as [Strips, Strips];
  let [shown, hidden] = [first, second];
  let image: ImageData | null = null;
  let linesPut = 0;
  let palette: readonly Rgb[] = [];
  let held: readonly Held[] = [];
  let walk = new Walk([]);
  /** Of a picture begun: pixels a unit, and the pixel of the plane's 0. */
  let seen = { scale: 1, left: 0, top: 0 };
  let sizes: readonly number[] = [];

  /** Porter-Duff "over", with colours that are not multiplied by their opacity. */
  const blend = (
    data: Uint8ClampedArray,
    at: number,
    red: number,
    green: number,
    blue: number,
    alpha: number,
  ): void => {
    const below = ((data[at + 3] as number) / 255) * (1 - alpha);
    const together = alpha + below;
    const share = alpha / together;
    data[at] = (data[at] as number) + (red - (data[at] as number)) * share;
    data[at + 1] = (data[at + 1] as number) + (green - (data[at + 1] as number)) * share;
    data[at + 2] = (data[at + 2] as number) + (blue - (data[at + 2] as number)) * share;
    data[at + 3] = 255 * together;
  };

  /** Whether that was all of them. */
  const putSome = (image: ImageData, points: number): boolean => {
    hidden.resize(image);
    const lines = Math.min(image.height - linesPut, Math.ceil((points * pixelsAPoint) / image.width));
    hidden.put(image, linesPut, lines);
    linesPut += lines;
    if (linesPut < image.height) return false;
    [shown, hidden] = [hidden, shown];
    shown.show(true);
    hidden.show(false);
    return true;
  };

  return {
    show(layers, colours) {
      palette = colours;
      held = layers.map((layer) => ({ layer, order: scatteredOrder(layer.x.length) }));
      walk = new Walk([]);
    },
    begin(camera, size, pixelRatio, zoom) {
      const { width, height } = pixelsOf(size, pixelRatio);
      if (image?.width === width && image.height === height) image.data.fill(0);
      else image = new ImageData(width, height);
      linesPut = 0;
      const scale = camera.scale * pixelRatio;
      seen = {
        scale,
        left: (size.width / 2) * pixelRatio - camera.x * scale,
        top: (size.height / 2) * pixelRatio + camera.y * scale,
      };
      sizes = held.map(({ layer }) => pointSize(layer.size, zoom) * pixelRatio);
      walk = new Walk(held.map(({ order }) => order.length));
    },
    paint(points) {
      if (!image) return true;
      if (walk.done) return putSome(image, points);
      const { data, width, height } = image;
      const { scale, left, top } = seen;
      walk.step(points, (part, from, count) => {
        const { layer, order } = held[part] as Held;
        const across = sizes[part] as number;
        const side = Math.max(1, Math.round(across));
        const shape = shapeOf(across, width);
        for (let n = from; n < from + count; n++) {
          const row = order[n] as number;
          const px = Math.round(left + (layer.x[row] as number) * scale - side / 2);
          const py = Math.round(top - (layer.y[row] as number) * scale - side / 2);
          if (px < 0 || py < 0 || px + side > width || py + side > height) continue;
          const [red, green, blue] = palette[layer.colour[row] as number] as Rgb;
          const corner = py * width + px;
          for (let pixel = 0; pixel < shape.length; pixel++)
            blend(data, 4 * (corner + (shape[pixel] as number)), red, green, blue, layer.alpha);
        }
      });
      return points === Number.POSITIVE_INFINITY && putSome(image, points);
    },
    copyTo: (target, x, y, size) => shown.copyTo(target, x, y, size),
    dispose() {
      first.remove();
      second.remove();
    },
  };
};

/**
 * A picture as strips above one another. The memory of a canvas is new with every picture that is shown, and the system hands over
 * several megabytes in 50 ms; memory of less than a megabyte is kept and used again.
 */

import type { Size } from "./camera.ts";
import { resized } from "./painter.ts";

const mostBytes = 900_000;

interface Strip {
  readonly context: CanvasRenderingContext2D;
  readonly top: number;
  readonly lines: number;
}

/** Sizes are those of the device's pixels. */
export class Strips {
  readonly #box = document.createElement("div");
  readonly #options: CanvasRenderingContext2DSettings;
  #size: Size = { width: 0, height: 0 };
  #strips: readonly Strip[] = [];

  constructor(parent: HTMLElement, options: CanvasRenderingContext2DSettings = {}) {
    this.#options = options;
    parent.append(this.#box);
  }

  get size(): Size {
    return this.#size;
  }

  /** What was drawn is lost with another size. */
  resize(size: Size): void {
    const { width, height } = size;
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = size;
    const most = Math.max(1, Math.floor(mostBytes / (4 * width)));
    this.#strips = Array.from({ length: Math.ceil(height / most) }, (_, n): Strip[] => {
      const canvas = document.createElement("canvas");
      const top = n * most;
      const lines = Math.min(most, height - top);
      resized(canvas, { width, height: lines });
      canvas.style.top = `${(100 * top) / height}%`;
      canvas.style.height = `${(100 * lines) / height}%`;
      const context = canvas.getContext("2d", this.#options);
      return context ? [{ context, top, lines }] : [];
    }).flat();
    this.#box.replaceChildren(...this.#strips.map(({ context }) => context.canvas));
  }

  /** Draws in each strip what the whole is to show; `top` and `lines` are the part that the strip holds. */
  draw(onto: (context: CanvasRenderingContext2D, top: number, lines: number) => void): void {
    for (const { context, top, lines } of this.#strips) onto(context, top, lines);
  }

  /** Puts so many lines of an image as large as this, from one line on. */
  put(image: ImageData, from: number, count: number): void {
    for (const { context, top, lines } of this.#strips)
      if (top < from + count && from < top + lines)
        context.putImageData(image, 0, -top, 0, Math.max(from, top), image.width, count);
  }

  show(isShown: boolean): void {
    this.#box.style.visibility = isShown ? "visible" : "hidden";
  }

  copyTo(target: OffscreenCanvasRenderingContext2D, x: number, y: number, { width, height }: Size): void {
    const scale = height / this.#size.height;
    for (const { context, top, lines } of this.#strips)
      target.drawImage(context.canvas, x, y + top * scale, width, lines * scale);
  }

  remove(): void {
    this.#box.remove();
  }
}

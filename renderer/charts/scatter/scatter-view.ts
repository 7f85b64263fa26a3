/**
 * The picture of a scatter: its two layers, what part is seen, and when it is drawn. While that part moves, the picture there is
 * is carried along, and a new one is drawn out of sight, some points a frame. Knows nothing of what the points are.
 */
import {
  type Bounds,
  type Camera,
  carried,
  type Place,
  panned,
  type Size,
  toPlane,
  toScreen,
  wholeView,
  zoomed,
} from "./camera.ts";
import { canvasPainter } from "./canvas-painter.ts";
import { rgbOf } from "./colours.ts";
import { type Painter, pixelsOf, type ScatterLayer } from "./painter.ts";
import { type LabelBox, placeLabels } from "./place-labels.ts";
import { Strips } from "./strips.ts";
import { webglPainter } from "./webgl-painter.ts";

export interface ScatterLabel extends Place {
  readonly text: string;
}
export interface LegendEntry {
  readonly colour: string;
  readonly text: string;
}
export interface ScatterContent {
  readonly layers: readonly ScatterLayer[];
  /** CSS colours. */
  readonly palette: readonly string[];
  /** The most important first. */
  readonly labels: readonly ScatterLabel[];
  readonly marked: readonly Place[];
}

/** The picture of the points reaches so far beyond what is seen, of its width and height: when carried along, it covers more. */
const beyond = 0.25;
const canvasShare = 1 + 2 * beyond;
/** Points drawn in a frame: as many as the processor draws in this time, and fewer after frames that came late (a device draws later). */
const paintMs = 8;
const lateMs = 34;
const leastStep = 3000;
const mostStep = 4_000_000;
const firstStep = 30_000;
/** A longer time between two frames says nothing of how long the first took. */
const pauseMs = 500;
const labelHeight = 18;
const lookedAt = 4000;
const outliers = 0.002;
const font = (weight: number): string => `${weight} 12px "Inter Variable", "Noto Sans CJK SC", sans-serif`;

/** Between which all but a few outliers lie; looks at some thousand points. Null without any. */
const boundsOf = (layers: readonly ScatterLayer[]): Bounds | null => {
  const ends = (of: (layer: ScatterLayer) => Float32Array): [number, number] | null => {
    const some: number[] = [];
    for (const layer of layers) {
      const all = of(layer);
      const step = Math.ceil(all.length / lookedAt) || 1;
      for (let row = 0; row < all.length; row += step) some.push(all[row] as number);
    }
    const values = Float32Array.from(some).sort();
    const at = (share: number): number => values[Math.round(share * (values.length - 1))] as number;
    return values.length === 0 ? null : [at(outliers), at(1 - outliers)];
  };
  const across = ends(({ x }) => x);
  const up = ends(({ y }) => y);
  return across && up && { left: across[0], right: across[1], bottom: up[0], top: up[1] };
};

const widthsOf = (labels: readonly ScatterLabel[]): number[] => {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return labels.map(({ text }) => text.length * 7);
  context.font = font(600);
  return labels.map(({ text }) => context.measureText(text).width + 6);
};

/** Moves what one camera saw to where another sees it. */
const place = (layer: HTMLElement, seen: Camera | null, now: Camera): void => {
  const { x, y, scale } = carried(seen ?? now, now);
  layer.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
};

export class ScatterView {
  readonly #points: HTMLElement;
  readonly #overlay: HTMLElement;
  readonly #strips: Strips;
  readonly #painter: Painter;
  readonly way: "webgl" | "canvas";
  #content: ScatterContent = { layers: [], palette: [], labels: [], marked: [] };
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;
  #camera: Camera = { x: 0, y: 0, scale: 1 };
  #bounds: Bounds = { left: -1, right: 1, bottom: -1, top: 1 };
  #untouched = true;
  #frame = 0;
  #frameAt = 0;
  #step = firstStep;
  /** Seen by these: the points that are shown, those being drawn, and what lies over them. */
  #shown: Camera | null = null;
  #begun: Camera | null = null;
  #overlaid: Camera | null = null;
  #pointed: Place | null = null;
  #inks: Readonly<Record<"text" | "surface" | "accent", string>> = { text: "", surface: "", accent: "" };
  #labelWidths: readonly number[] = [];
  #outline: readonly Place[] = [];

  constructor(points: HTMLElement, overlay: HTMLElement, wanted: "webgl" | "canvas") {
    this.#points = points;
    this.#overlay = overlay;
    this.#strips = new Strips(overlay);
    const gl = wanted === "webgl" ? webglPainter(points) : null;
    this.way = gl ? "webgl" : "canvas";
    this.#painter = gl ?? canvasPainter(points);
  }

  show(content: ScatterContent): void {
    const { layers, palette } = this.#content;
    this.#content = content;
    // Asked once, not with every frame.
    const style = getComputedStyle(this.#overlay);
    this.#inks = {
      text: style.getPropertyValue("--text"),
      surface: style.getPropertyValue("--surface"),
      accent: style.getPropertyValue("--accent"),
    };
    this.#labelWidths = widthsOf(content.labels);
    if (content.layers !== layers || content.palette !== palette) {
      this.#painter.show(content.layers, rgbOf(content.palette, this.#overlay));
      this.#begun = null;
      this.#shown = null;
    }
    if (content.layers !== layers) {
      this.#bounds = boundsOf(content.layers) ?? this.#bounds;
      if (this.#untouched) this.#camera = this.#wholeView();
    }
    this.ask();
  }

  resize(size: Size, ratio: number): void {
    this.#size = size;
    this.#ratio = ratio;
    this.#strips.resize(pixelsOf(size, ratio));
    this.#overlaid = null;
    this.#begun = null;
    this.#shown = null;
    if (this.#untouched) this.#camera = this.#wholeView();
    this.ask();
  }

  #wholeView(): Camera {
    return wholeView(this.#size, this.#bounds);
  }
  pan(dx: number, dy: number): void {
    this.#move(panned(this.#camera, dx, dy));
  }
  zoom(factor: number, at: Place = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.#move(zoomed(this.#camera, this.#size, at, factor, this.#wholeView().scale));
  }
  whole(): void {
    this.#move(this.#wholeView());
    this.#untouched = true;
  }
  goTo({ x, y }: Place): void {
    this.#move({ x, y, scale: Math.max(this.#camera.scale, this.#wholeView().scale * 6) });
  }
  point(place: Place | null): void {
    this.#pointed = place;
    this.#askOverlay();
  }
  outline(line: readonly Place[]): void {
    this.#outline = line;
    this.#askOverlay();
  }

  planeAt(at: Place): Place {
    return toPlane(this.#camera, this.#size, at);
  }
  /** Pixels as a length of the plane. */
  lengthOf(pixels: number): number {
    return pixels / this.#camera.scale;
  }

  #move(camera: Camera): void {
    this.#camera = camera;
    this.#untouched = false;
    this.ask();
  }

  ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#onFrame);
  }

  #askOverlay(): void {
    this.#overlaid = null;
    this.ask();
  }

  readonly #onFrame = (now: number): void => {
    this.#frame = 0;
    const took = now - this.#frameAt;
    this.#frameAt = now;
    if (!this.#begun && this.#shown !== this.#camera) this.#begin();
    if (this.#begun) this.#paintSome(took > lateMs && took < pauseMs);
    this.#carry();
    if (this.#shown !== this.#camera || this.#overlaid !== this.#camera) this.ask();
  };

  #begin(): void {
    const { width, height } = this.#size;
    this.#begun = this.#camera;
    this.#painter.begin(
      this.#camera,
      { width: width * canvasShare, height: height * canvasShare },
      this.#ratio,
      this.#camera.scale / this.#wholeView().scale,
    );
  }

  #paintSome(isLate: boolean): void {
    const began = performance.now();
    let left = this.#step;
    while (left > 0 && performance.now() - began < paintMs) {
      left -= leastStep;
      if (!this.#painter.paint(leastStep)) continue;
      this.#present();
      break;
    }
    const change = isLate ? 0.75 : left > 0 ? 1 : 1.25;
    this.#step = Math.max(leastStep, Math.min(mostStep, Math.round(this.#step * change)));
  }

  #present(): void {
    this.#shown = this.#begun;
    this.#begun = null;
  }

  #paintAll(): void {
    this.#begin();
    this.#painter.paint(Number.POSITIVE_INFINITY);
    this.#present();
    this.#carry();
  }

  /** Puts both canvases where the camera of now sees them; labels keep their size, and so are drawn anew when that changes. */
  #carry(): void {
    place(this.#points, this.#shown, this.#camera);
    const resting = this.#shown === this.#camera;
    if (resting ? this.#overlaid !== this.#camera : this.#overlaid?.scale !== this.#camera.scale) {
      this.#drawOverlay();
      this.#overlaid = this.#camera;
    }
    place(this.#overlay, this.#overlaid, this.#camera);
  }

  #drawOverlay(): void {
    const labels = this.#placedLabels();
    this.#strips.draw((context, top, lines) => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.#strips.size.width, lines);
      context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, -top);
      const [from, to] = [top / this.#ratio, (top + lines) / this.#ratio];
      this.#drawOver(
        context,
        labels.filter(({ y }) => y + labelHeight > from && y - labelHeight < to),
      );
    });
  }

  #drawOver(context: CanvasRenderingContext2D, labels: readonly LabelBox[]): void {
    const { text, surface, accent } = this.#inks;
    const at = (place: Place): Place => toScreen(this.#camera, this.#size, place);
    for (const place of this.#content.marked) {
      const { x, y } = at(place);
      context.strokeStyle = text;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, 8, 0, 2 * Math.PI);
      context.stroke();
    }
    if (this.#pointed) {
      const { x, y } = at(this.#pointed);
      context.strokeStyle = accent;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, 6, 0, 2 * Math.PI);
      context.stroke();
    }
    this.#drawLabels(context, labels, text, surface);
    if (this.#outline.length > 1) {
      context.beginPath();
      for (const place of this.#outline) context.lineTo(place.x, place.y);
      context.closePath();
      context.strokeStyle = accent;
      context.lineWidth = 1.5;
      context.setLineDash([5, 3]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 0.12;
      context.fillStyle = accent;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  #placedLabels(): LabelBox[] {
    const wanted = this.#content.labels.map((label, at) => ({
      ...toScreen(this.#camera, this.#size, label),
      width: this.#labelWidths[at] as number,
    }));
    return placeLabels(wanted, labelHeight, this.#size);
  }

  #drawLabels(
    context: CanvasRenderingContext2D,
    labels: readonly LabelBox[],
    text: string,
    surface: string,
  ): void {
    context.font = font(600);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const box of labels) {
      const words = this.#content.labels[box.at]?.text ?? "";
      context.strokeStyle = surface;
      context.lineWidth = 4;
      context.globalAlpha = 0.85;
      context.strokeText(words, box.x, box.y);
      context.globalAlpha = 1;
      context.fillStyle = text;
      context.fillText(words, box.x, box.y);
    }
  }

  /** What is seen, with a title above and the legend below, as PNG. */
  async picture(title: string, legend: readonly LegendEntry[]): Promise<Uint8Array<ArrayBuffer>> {
    this.#paintAll();
    const { width, height } = this.#size;
    const head = 40;
    const line = 20;
    const perLine = Math.max(1, Math.floor(width / 220));
    const foot = 16 + line * Math.ceil(legend.length / perLine);
    const canvas = new OffscreenCanvas(width * this.#ratio, (head + height + foot) * this.#ratio);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2d canvas");
    const style = getComputedStyle(this.#overlay);
    context.scale(this.#ratio, this.#ratio);
    context.fillStyle = style.getPropertyValue("--surface");
    context.fillRect(0, 0, width, head + height + foot);
    context.save();
    context.beginPath();
    context.rect(0, head, width, height);
    context.clip();
    this.#painter.copyTo(context, -beyond * width, head - beyond * height, {
      width: width * canvasShare,
      height: height * canvasShare,
    });
    context.restore();
    this.#strips.copyTo(context, 0, head, this.#size);
    context.fillStyle = style.getPropertyValue("--text");
    context.textBaseline = "middle";
    context.font = font(600).replace("12px", "15px");
    context.fillText(title, 12, head / 2);
    context.font = font(400);
    const inks = rgbOf(
      legend.map(({ colour }) => colour),
      this.#overlay,
    );
    for (const [n, { text }] of legend.entries()) {
      const x = 12 + (n % perLine) * ((width - 24) / perLine);
      const y = head + height + 8 + line * (Math.floor(n / perLine) + 0.5);
      const [red, green, blue] = inks[n] as (typeof inks)[number];
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect(x, y - 5, 10, 10);
      context.fillStyle = style.getPropertyValue("--text");
      context.fillText(text, x + 16, y, (width - 24) / perLine - 20);
    }
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return new Uint8Array(await blob.arrayBuffer());
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#painter.dispose();
    this.#strips.remove();
  }
}

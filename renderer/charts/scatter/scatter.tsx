/**
 * Very many points to move about in: drag or arrow keys pan, the wheel or + and − zoom, 0 shows all; a lasso or a rectangle selects,
 * a click opens. Drawn by graphics hardware, or by the processor where that is missing or gets lost.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Place } from "./camera.ts";
import { PointGrid, simplified } from "./point-grid.ts";
import classes from "./scatter.module.css";
import { type LegendEntry, type ScatterContent, ScatterView } from "./scatter-view.ts";

export type ScatterTool = "move" | "lasso" | "rectangle";
export interface Hit {
  readonly layer: number;
  readonly row: number;
}
export interface ScatterHandle {
  zoom(factor: number): void;
  whole(): void;
  goTo(place: Place): void;
  picture(title: string, legend: readonly LegendEntry[]): Promise<Uint8Array<ArrayBuffer>>;
}

interface ScatterProps {
  /** Parts that stay the same object are not handed to the device again. */
  readonly content: ScatterContent;
  /** Whether there is graphics hardware: WebGL without it is slower than the processor itself. */
  readonly hardware: boolean;
  readonly tool: ScatterTool;
  readonly label: string;
  readonly onOpen: (hit: Hit) => void;
  /** Rows within the outline, by layer. */
  readonly onSelect: (rows: readonly Int32Array[]) => void;
  /** What is said of the point under the pointer. */
  readonly tip: (hit: Hit) => ReactNode;
  readonly ref?: Ref<ScatterHandle>;
}

const reachPixels = 10;
const clickPixels = 4;
const keyPan = 60;
const keyZoom = 1.3;
/** What finds the point under the pointer is made in pieces this long, once the first picture stands. */
const buildMs = 8;
const buildAfterMs = 100;

const rectangle = (a: Place, b: Place): Place[] => [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];

const moveByKey = (view: ScatterView, key: string): boolean => {
  switch (key) {
    case "ArrowLeft":
      view.pan(keyPan, 0);
      return true;
    case "ArrowRight":
      view.pan(-keyPan, 0);
      return true;
    case "ArrowUp":
      view.pan(0, keyPan);
      return true;
    case "ArrowDown":
      view.pan(0, -keyPan);
      return true;
    case "+":
    case "=":
      view.zoom(keyZoom);
      return true;
    case "-":
      view.zoom(1 / keyZoom);
      return true;
    case "0":
      view.whole();
      return true;
    default:
      return false;
  }
};

const placeIn = (
  box: HTMLDivElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Place => {
  const { left, top } = box.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

export const Scatter = ({ content, hardware, tool, label, onOpen, onSelect, tip, ref }: ScatterProps) => {
  const box = useRef<HTMLDivElement>(null);
  const points = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const view = useRef<ScatterView | null>(null);
  const [isLost, setIsLost] = useState(false);
  const way = hardware && !isLost ? "webgl" : "canvas";
  const [pointed, setPointed] = useState<{ readonly hit: Hit; readonly at: Place } | null>(null);
  const drag = useRef<{ readonly line: Place[]; readonly selecting: boolean } | null>(null);
  const grids = useMemo(() => content.layers.map(({ x, y }) => new PointGrid(x, y)), [content.layers]);

  useEffect(() => {
    const [frame, lower, upper] = [box.current, points.current, overlay.current];
    if (!frame || !lower || !upper) return;
    const made = new ScatterView(lower, upper, way);
    view.current = made;
    frame.dataset.way = made.way;
    const lost = (event: Event): void => {
      event.preventDefault();
      setIsLost(true);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      made.zoom(Math.exp(-event.deltaY * 0.0015), placeIn(frame, event));
    };
    const size = new ResizeObserver(() =>
      made.resize({ width: frame.clientWidth, height: frame.clientHeight }, devicePixelRatio),
    );
    // The event does not rise from the canvas.
    lower.addEventListener("webglcontextlost", lost, { capture: true });
    frame.addEventListener("wheel", wheel, { passive: false });
    size.observe(frame);
    return () => {
      size.disconnect();
      lower.removeEventListener("webglcontextlost", lost, { capture: true });
      frame.removeEventListener("wheel", wheel);
      made.dispose();
      view.current = null;
    };
  }, [way]);

  useEffect(() => {
    let turn = 0;
    const build = (): void => {
      if (!grids.every((grid) => grid.build(buildMs))) turn = window.setTimeout(build);
    };
    turn = window.setTimeout(build, buildAfterMs);
    return () => clearTimeout(turn);
  }, [grids]);

  // Sorting very many points would hold the page for too long on top of what stands around them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another way of drawing has to be shown everything again
  useEffect(() => {
    const turn = setTimeout(() => view.current?.show(content));
    return () => clearTimeout(turn);
  }, [content, way]);

  useImperativeHandle(ref, () => ({
    zoom: (factor) => view.current?.zoom(factor),
    whole: () => view.current?.whole(),
    goTo: (place) => view.current?.goTo(place),
    picture: async (title, legend) => {
      if (!view.current) throw new Error("nothing is drawn yet");
      return view.current.picture(title, legend);
    },
  }));

  const placeOf = (event: PointerEvent): Place => placeIn(box.current as HTMLDivElement, event);
  /** Layers drawn later lie above. */
  const hitAt = (at: Place): Hit | null => {
    const drawn = view.current;
    if (!drawn) return null;
    for (let layer = grids.length - 1; layer >= 0; layer--) {
      const row = grids[layer]?.nearest(drawn.planeAt(at), drawn.lengthOf(reachPixels)) ?? -1;
      if (row >= 0) return { layer, row };
    }
    return null;
  };
  const pointAt = (at: Place): void => {
    const hit = hitAt(at);
    const layer = hit && content.layers[hit.layer];
    view.current?.point(layer ? { x: layer.x[hit.row] as number, y: layer.y[hit.row] as number } : null);
    setPointed((before) =>
      before?.hit.row === hit?.row && before?.hit.layer === hit?.layer ? before : hit && { hit, at },
    );
  };
  const outlineOf = (line: readonly Place[], free: boolean): readonly Place[] =>
    free ? line : rectangle(line[0] as Place, line.at(-1) as Place);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { line: [placeOf(event)], selecting: tool !== "move" || event.shiftKey };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const at = placeOf(event);
    if (!drag.current) {
      pointAt(at);
      return;
    }
    const { line, selecting } = drag.current;
    const last = line.at(-1) as Place;
    line.push(at);
    if (selecting) view.current?.outline(outlineOf(line, tool === "lasso"));
    else {
      setPointed(null);
      view.current?.pan(at.x - last.x, at.y - last.y);
    }
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const drawn = view.current;
    const dragged = drag.current;
    drag.current = null;
    if (!dragged || !drawn) return;
    const { line, selecting } = dragged;
    const [first] = line as [Place];
    drawn.outline([]);
    if (line.every(({ x, y }) => Math.hypot(x - first.x, y - first.y) < clickPixels)) {
      const hit = hitAt(placeOf(event));
      if (hit) onOpen(hit);
    } else if (selecting) {
      const outline = simplified(outlineOf(line, tool === "lasso")).map((place) => drawn.planeAt(place));
      onSelect(grids.map((grid) => grid.inside(outline)));
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !view.current) return;
    if (moveByKey(view.current, event.key)) event.preventDefault();
  };
  const leave = (): void => {
    view.current?.point(null);
    setPointed(null);
  };

  return (
    <div
      ref={box}
      className={classes.scatter}
      data-tool={tool}
      {...(pointed ? { "data-pointed": "" } : {})}
      role="application"
      aria-label={label}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={leave}
      onKeyDown={onKeyDown}
    >
      <div ref={points} className={classes.points} />
      <div ref={overlay} className={classes.overlay} />
      {pointed && (
        <div className={classes.tip} style={tipPlace(pointed.at, box.current)}>
          {tip(pointed.hit)}
        </div>
      )}
    </div>
  );
};

/** Beside the pointer, on the side where there is room. */
const tipPlace = ({ x, y }: Place, box: HTMLDivElement | null) => ({
  ...(x > (box?.clientWidth ?? 0) / 2 ? { right: (box?.clientWidth ?? 0) - x + 12 } : { left: x + 12 }),
  ...(y > (box?.clientHeight ?? 0) / 2 ? { bottom: (box?.clientHeight ?? 0) - y + 12 } : { top: y + 12 }),
});

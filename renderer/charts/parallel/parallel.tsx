/**
 * Parallel coordinates as SVG: pointed at or stepped through with the arrow keys, a line says what it is; ranges drawn on the axes
 * leave only the lines within them.
 */
import { type KeyboardEvent, useCallback, useId, useState } from "react";
import { PictureFrame } from "../frame.tsx";
import { AxisBrush } from "./axis-brush.tsx";
import { type Brush, type Brushes, isWithin } from "./brush.ts";
import { axisX, axisY, type Box, type ParallelAxis, type ParallelLine, pathOf, ticksOf } from "./layout.ts";
import classes from "./parallel.module.css";

interface ParallelCoordinatesProps {
  readonly title: string;
  readonly description: string;
  /** Names the lines in the table, for example "Trial". */
  readonly lineLabel: string;
  readonly axes: readonly ParallelAxis[];
  /** The best first: arrow keys go through them in this order. */
  readonly lines: readonly ParallelLine[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly brushes: Brushes;
  readonly onBrush: (axis: number, brush: Brush | null) => void;
  readonly height?: number;
}

const toneColour = { usual: "var(--chart-1)", best: "var(--chart-2)", defaults: "var(--chart-4)" } as const;
const ticks = 5;
const lineAt = (target: EventTarget): string | null =>
  (target as Element).closest("[data-line]")?.getAttribute("data-line") ?? null;
const isOnAxis = (target: EventTarget): boolean => (target as Element).closest("[role=group]") !== null;

export const ParallelCoordinates = ({
  title,
  description,
  lineLabel,
  axes,
  lines,
  chosen,
  onChoose,
  brushes,
  onBrush,
  height = 300,
}: ParallelCoordinatesProps) => {
  const [width, setWidth] = useState(0);
  const measured = useCallback((picture: HTMLDivElement) => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(picture);
    return () => observer.disconnect();
  }, []);
  const [pointed, setPointed] = useState<string | null>(null);
  const saidId = useId();
  const box: Box = { width: Math.max(width, 320), height: height - 24, top: 40, bottom: 10, side: 56 };
  const within = lines.filter(({ values }) => isWithin(axes, brushes, values));
  const shown = within.find(({ key }) => key === (pointed ?? chosen));
  const words = shown
    ? [
        shown.name,
        ...axes.flatMap(({ name, format }, at) => {
          const value = shown.values[at];
          return value === null || value === undefined ? [] : [`${name} ${format(value)}`];
        }),
      ].join(" · ")
    : "";

  const step = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") onChoose(null);
    if (by === undefined || within.length === 0) return;
    event.preventDefault();
    const at = within.findIndex(({ key }) => key === chosen);
    const next = at === -1 ? 0 : Math.min(within.length - 1, Math.max(0, at + by));
    onChoose(within[next]?.key ?? null);
  };

  // The worst is drawn first, the marked ones last, on top of all.
  const drawn = [...lines].reverse().sort((a, b) => Number(a.tone !== "usual") - Number(b.tone !== "usual"));
  const table = [
    [lineLabel, ...axes.map(({ name }) => name)],
    ...lines.map(({ name, values }) => [
      name,
      ...axes.map(({ format }, at) => {
        const value = values[at];
        return value === null || value === undefined ? "" : format(value);
      }),
    ]),
  ];

  return (
    <PictureFrame title={title} description={description} table={table} height={height}>
      <div
        ref={measured}
        className={classes.picture}
        // A widget of its own: arrow keys step through the lines.
        role="application"
        tabIndex={0}
        aria-label={title}
        aria-describedby={saidId}
        onKeyDown={step}
        onPointerMove={(event) => setPointed(lineAt(event.target))}
        onPointerLeave={() => setPointed(null)}
        onClick={(event) => {
          if (!isOnAxis(event.target)) onChoose(lineAt(event.target));
        }}
      >
        <svg width={box.width} height={box.height} aria-hidden>
          {drawn.map(({ key, values, strength, tone, broken }) => {
            const isShown = key === shown?.key;
            const d = pathOf(box, axes, values);
            if (!isWithin(axes, brushes, values))
              return <path key={key} d={d} fill="none" stroke="var(--line-strong)" opacity={0.25} />;
            const opacity =
              isShown || tone !== "usual" ? 1 : (shown ? 0.35 : 1) * (0.12 + 0.88 * strength ** 2);
            return (
              <g key={key} data-line={key}>
                <path d={d} fill="none" stroke="transparent" strokeWidth={9} pointerEvents="stroke" />
                <path
                  d={d}
                  fill="none"
                  stroke={toneColour[tone]}
                  strokeWidth={isShown ? 3 : tone === "usual" ? 1.25 : 2.25}
                  strokeDasharray={broken ? "4 3" : "none"}
                  opacity={opacity}
                />
              </g>
            );
          })}
          {axes.map((axis, at) => {
            const x = axisX(box, axes.length, at);
            return (
              <g key={axis.name} className={classes.axis}>
                <line x1={x} x2={x} y1={axisY(box, 1)} y2={axisY(box, 0)} />
                <text
                  x={x}
                  y={at % 2 === 0 || axes.length < 9 ? 14 : 28}
                  className={classes.name}
                  textAnchor="middle"
                >
                  {axis.name}
                </text>
                {ticksOf(axis, ticks).map(({ value, at: place }) => (
                  <text key={place} x={x - 10} y={axisY(box, place) + 4} textAnchor="end">
                    {axis.format(value)}
                  </text>
                ))}
              </g>
            );
          })}
        </svg>
        {axes.map((axis, at) => (
          <AxisBrush
            key={axis.name}
            axis={axis}
            x={axisX(box, axes.length, at)}
            box={box}
            brush={brushes[at]}
            onBrush={(brush) => onBrush(at, brush)}
          />
        ))}
        <p id={saidId} className={classes.said} aria-live="polite">
          {words}
        </p>
      </div>
    </PictureFrame>
  );
};

/** The range of one axis: dragged along it or by its ends, which are sliders for the keyboard; Escape or a click clears it. */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Brush, brushBetween, valueAt } from "./brush.ts";
import { axisY, type Box, type ParallelAxis, placeOn } from "./layout.ts";
import classes from "./parallel.module.css";

interface AxisBrushProps {
  readonly axis: ParallelAxis;
  /** Pixels from the left. */
  readonly x: number;
  readonly box: Box;
  readonly brush: Brush | undefined;
  readonly onBrush: (brush: Brush | null) => void;
}

const width = 24;
const reachPixels = 12;
const clickShare = 0.015;
const smallStep = 0.05;
const largeStep = 0.2;
const ends = ["lower", "upper"] as const;

export const AxisBrush = ({ axis, x, box, brush, onBrush }: AxisBrushProps) => {
  const { t } = useTranslation("ui");
  const held = useRef<number | null>(null);
  const [top, bottom] = [axisY(box, 1), axisY(box, 0)];
  const places = {
    lower: brush ? placeOn(axis, brush.lower) : 0,
    upper: brush ? placeOn(axis, brush.upper) : 1,
  };
  const placeOf = ({ currentTarget, clientY }: PointerEvent): number => {
    const { bottom: foot, height } = currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (foot - clientY) / height));
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    const reach = reachPixels / (bottom - top);
    // An end is taken hold of by staying with the other one.
    held.current =
      brush && Math.abs(at - places.upper) < reach
        ? places.lower
        : brush && Math.abs(at - places.lower) < reach
          ? places.upper
          : at;
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (held.current !== null) onBrush(brushBetween(axis, held.current, placeOf(event)));
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (held.current !== null && Math.abs(placeOf(event) - held.current) < clickShare) onBrush(null);
    held.current = null;
  };

  const moveEnd = (event: KeyboardEvent, end: (typeof ends)[number]): void => {
    const by = {
      ...{ ArrowUp: smallStep, ArrowRight: smallStep, ArrowDown: -smallStep, ArrowLeft: -smallStep },
      ...{ PageUp: largeStep, PageDown: -largeStep, Home: -1, End: 1 },
    }[event.key];
    if (event.key !== "Escape" && by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (by === undefined) {
      onBrush(null);
      return;
    }
    const [from, to] =
      end === "lower"
        ? [Math.min(Math.max(0, places.lower + by), places.upper - smallStep / 2), places.upper]
        : [places.lower, Math.max(Math.min(1, places.upper + by), places.lower + smallStep / 2)];
    onBrush(brushBetween(axis, from, to));
  };

  return (
    <div
      className={classes.strip}
      role="group"
      aria-label={axis.name}
      style={{ left: x - width / 2, width, top, height: bottom - top }}
      data-brushed={brush ? "" : undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        held.current = null;
      }}
    >
      {brush && (
        <div
          className={classes.range}
          style={{ bottom: `${100 * places.lower}%`, height: `${100 * (places.upper - places.lower)}%` }}
        />
      )}
      {ends.map((end) => (
        <div
          key={end}
          className={classes.end}
          style={{ bottom: `calc(${100 * places[end]}% - ${width / 2}px)` }}
          role="slider"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={t(`chart.rangeEnd.${end}`, { axis: axis.name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * places[end])}
          aria-valuetext={axis.format(valueAt(axis, places[end]))}
          onKeyDown={(event) => moveEnd(event, end)}
        />
      ))}
    </div>
  );
};

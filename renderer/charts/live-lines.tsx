/** Lines that grow while one looks on: one path a series, so that a new point costs next to nothing. */
import { useElementSize } from "@mantine/hooks";
import { Fragment } from "react";
import { getNiceTickValues } from "recharts";
import { ChartFrame } from "./frame.tsx";
import classes from "./live-lines.module.css";
import { axisTitle, type ChartSpec } from "./spec.ts";

interface LiveLinesProps {
  /** Numbers on both axes. */
  readonly spec: ChartSpec;
  /** Pixels. */
  readonly height?: number;
}

const room = { top: 28, right: 12, bottom: 38, left: 58 };
const most = { x: 7, y: 5 };

const ticksOf = (values: readonly number[], count: number, whole: boolean): readonly number[] =>
  values.length === 0
    ? []
    : getNiceTickValues([Math.min(...values), Math.max(...values)], count, !whole, "snap125");

export const LiveLines = ({ spec, height = 220 }: LiveLinesProps) => {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const points = spec.series.flatMap((series) => series.points);
  const xs = points.map(({ x }) => Number(x));
  const ys = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const across = ticksOf(spec.x.fromZero === false ? xs : [0, ...xs], most.x, xs.every(Number.isInteger));
  const up = ticksOf(spec.y.fromZero === false ? ys : [0, ...ys], most.y, false);
  const between = (value: number, ticks: readonly number[]): number => {
    const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
    return first === last ? 0.5 : (value - first) / (last - first);
  };
  const right = Math.max(width, 240) - room.right;
  const bottom = height - room.bottom;
  const atX = (value: number): number => room.left + between(value, across) * (right - room.left);
  const atY = (value: number): number => bottom - between(value, up) * (bottom - room.top);
  const lines = spec.series.map(({ name, points }) => ({
    name,
    places: points.flatMap(({ x, y }) => (y === null ? [] : [[atX(Number(x)), atY(y)] as const])),
  }));
  return (
    <ChartFrame spec={spec} height={height}>
      <div ref={ref}>
        <svg className={classes.lines} width="100%" height={height} role="img" aria-label={spec.description}>
          {up.map((value) => (
            <g key={value}>
              <line x1={room.left} x2={right} y1={atY(value)} y2={atY(value)} />
              <text x={room.left - 8} y={atY(value) + 4} textAnchor="end">
                {spec.y.format?.(value) ?? value}
              </text>
            </g>
          ))}
          {across.map((value) => (
            <text key={value} x={atX(value)} y={bottom + 16} textAnchor="middle">
              {spec.x.format?.(value) ?? value}
            </text>
          ))}
          <line x1={room.left} x2={right} y1={bottom} y2={bottom} data-axis />
          <text x={(room.left + right) / 2} y={height - 4} textAnchor="middle">
            {axisTitle(spec.x)}
          </text>
          <text transform={`translate(14 ${(room.top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
            {axisTitle(spec.y)}
          </text>
          <text x={right} y={14} textAnchor="end">
            {lines.map(({ name }, at) => (
              <Fragment key={name}>
                <tspan dx={at === 0 ? 0 : 16} data-series={at}>
                  {at === 0 ? "——" : "– –"}
                </tspan>
                <tspan dx={6}>{name}</tspan>
              </Fragment>
            ))}
          </text>
          {lines.map(({ name, places }, at) =>
            places.length === 1 ? (
              <circle key={name} data-series={at} r={3} cx={places[0]?.[0]} cy={places[0]?.[1]} />
            ) : (
              <polyline key={name} data-series={at} points={places.join(" ")} />
            ),
          )}
        </svg>
      </div>
    </ChartFrame>
  );
};

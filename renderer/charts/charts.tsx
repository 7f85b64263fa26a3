/** Spec -> picture with Recharts, for up to about a thousand marks. */

import { useMemo } from "react";
import {
  Bar,
  CartesianGrid,
  Legend,
  Line,
  BarChart as RechartsBar,
  LineChart as RechartsLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartFrame } from "./frame.tsx";
import { axisTitle, type ChartSpec, chartRows } from "./spec.ts";

interface ChartProps {
  readonly spec: ChartSpec;
  /** Pixels. */
  readonly height?: number;
}

const colours = [1, 2, 3, 4, 5, 6].map((n) => `var(--chart-${n})`);
const colourOf = (at: number): string => colours[at % colours.length] as string;
const text = { fill: "var(--text-dim)", fontSize: 12 };
const tooltip = {
  contentStyle: {
    background: "var(--surface-raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: 4,
    padding: "6px 10px",
    fontSize: 12,
  },
  labelStyle: { color: "var(--text-dim)" },
  itemStyle: { color: "var(--text)", padding: 0 },
  isAnimationActive: false,
};
const margin = { top: 8, right: 12, bottom: 18, left: 4 };

/** What every cartesian chart shares; keys of a row are series positions. */
const useParts = (spec: ChartSpec) => {
  const rows = useMemo(
    () =>
      chartRows(spec).map(({ x, values }) => ({ x, ...Object.fromEntries(values.map((y, at) => [at, y])) })),
    [spec],
  );
  const formatX = (value: number | string): string => spec.x.format?.(value) ?? String(value);
  const formatY = (value: number | string): string => spec.y.format?.(value) ?? String(value);
  return {
    rows,
    grid: <CartesianGrid vertical={false} stroke="var(--line)" />,
    x: (
      <XAxis
        dataKey="x"
        tick={text}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        tickFormatter={formatX}
        minTickGap={24}
        label={{ value: axisTitle(spec.x), position: "insideBottom", offset: -12, ...text }}
      />
    ),
    y: (
      <YAxis
        tick={text}
        tickLine={false}
        axisLine={false}
        width={54}
        domain={spec.y.fromZero === false ? ["auto", "auto"] : [0, "auto"]}
        niceTicks="snap125"
        tickFormatter={formatY}
        label={{
          value: axisTitle(spec.y),
          angle: -90,
          position: "insideLeft",
          style: { textAnchor: "middle", ...text },
        }}
      />
    ),
    tip: (
      <Tooltip
        {...tooltip}
        cursor={{ fill: "var(--hover)", stroke: "var(--line-strong)" }}
        labelFormatter={(label) => formatX(label as string | number)}
        formatter={(value) => formatY(value as number)}
      />
    ),
    legend: spec.series.length > 1 && (
      <Legend
        verticalAlign="top"
        align="right"
        height={24}
        iconSize={10}
        formatter={(name) => <span style={{ color: "var(--text)", fontSize: 12 }}>{name}</span>}
      />
    ),
  };
};

export const LineChart = ({ spec, height = 220 }: ChartProps) => {
  const { rows, grid, x, y, tip, legend } = useParts(spec);
  return (
    <ChartFrame spec={spec} height={height}>
      <ResponsiveContainer width="100%" height={height}>
        <RechartsLine data={rows} margin={margin} accessibilityLayer>
          {grid}
          {x}
          {y}
          {tip}
          {legend}
          {spec.series.map(({ name }, at) => (
            <Line
              key={name}
              dataKey={String(at)}
              name={name}
              stroke={colourOf(at)}
              strokeWidth={1.75}
              strokeDasharray={at === 0 ? undefined : at === 1 ? "5 3" : "2 3"}
              dot={rows.length === 1}
              activeDot={{ r: 3 }}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </RechartsLine>
      </ResponsiveContainer>
    </ChartFrame>
  );
};

const Bars = ({ spec, height = 220, gap }: ChartProps & { readonly gap: string | number }) => {
  const { rows, grid, x, y, tip, legend } = useParts(spec);
  return (
    <ChartFrame spec={spec} height={height}>
      <ResponsiveContainer width="100%" height={height}>
        <RechartsBar data={rows} margin={margin} barCategoryGap={gap} accessibilityLayer>
          {grid}
          {x}
          {y}
          {tip}
          {legend}
          {spec.series.map(({ name }, at) => (
            <Bar
              key={name}
              dataKey={String(at)}
              name={name}
              fill={colourOf(at)}
              radius={[2, 2, 0, 0]}
              isAnimationActive={false}
            />
          ))}
        </RechartsBar>
      </ResponsiveContainer>
    </ChartFrame>
  );
};

export const BarChart = (props: ChartProps) => <Bars {...props} gap="25%" />;

/** Counts of neighbouring classes: the bars touch. */
export const Histogram = (props: ChartProps) => <Bars {...props} gap={1} />;

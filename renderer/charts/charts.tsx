/** Spec -> picture with Recharts, for up to about a thousand marks. */

import { useMemo } from "react";
import {
  Bar,
  CartesianGrid,
  LabelList,
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

interface BarsProps extends ChartProps {
  readonly gap: string | number;
  /** The series stand on each other, since they are parts of one whole. */
  readonly stacked?: boolean;
}

const Bars = ({ spec, height = 220, gap, stacked = false }: BarsProps) => {
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
              {...(stacked ? { stackId: "whole", maxBarSize: 64 } : { radius: [2, 2, 0, 0] })}
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

/** Parts of one whole, side by side over time. */
export const StackedBars = (props: ChartProps) => <Bars {...props} gap="30%" stacked />;

interface RankedBarsProps extends ChartProps {
  /** The end of the scale, where it has one. */
  readonly max?: number;
}

const namesWidth = 190;

/** Named things, one bar each from the left, in the order given. */
export const RankedBars = ({ spec, height = 220, max }: RankedBarsProps) => {
  const { rows, tip } = useParts(spec);
  const formatY = (value: number | string): string => spec.y.format?.(value) ?? String(value);
  return (
    <ChartFrame spec={spec} height={height}>
      <ResponsiveContainer width="100%" height={height}>
        <RechartsBar
          data={rows}
          layout="vertical"
          margin={{ top: 4, right: 56, bottom: 18, left: 4 }}
          barCategoryGap="28%"
          accessibilityLayer
        >
          <CartesianGrid horizontal={false} stroke="var(--line)" />
          <XAxis
            type="number"
            domain={[0, max ?? "auto"]}
            tick={text}
            tickLine={false}
            axisLine={false}
            tickFormatter={formatY}
            label={{ value: axisTitle(spec.y), position: "insideBottom", offset: -12, ...text }}
          />
          <YAxis
            type="category"
            dataKey="x"
            width={namesWidth}
            interval={0}
            tick={{ ...text, fill: "var(--text)" }}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
          />
          {tip}
          <Bar
            dataKey="0"
            name={spec.series[0]?.name ?? ""}
            fill={colourOf(0)}
            maxBarSize={18}
            isAnimationActive={false}
          >
            <LabelList
              dataKey="0"
              position="right"
              formatter={(value) => formatY(value as number)}
              {...text}
            />
          </Bar>
        </RechartsBar>
      </ResponsiveContainer>
    </ChartFrame>
  );
};

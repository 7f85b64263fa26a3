/** A line with the band that it may lie in, and others to compare it with. */
import { useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartFrame } from "./frame.tsx";
import { axisTitle, type ChartSpec, chartRows } from "./spec.ts";

interface BandChartProps {
  /** The line, the band's lower and upper end, then lines without a band. */
  readonly spec: ChartSpec;
  readonly height?: number;
}

/** More would cover the line. */
const mostDots = 30;

const text = { fill: "var(--text-dim)", fontSize: 12 };

export const BandChart = ({ spec, height = 220 }: BandChartProps) => {
  const rows = useMemo(
    () =>
      chartRows(spec).map(({ x, values: [value, low, high, ...others] }) => ({
        x,
        value,
        band: low === null || high === null ? null : [low, high],
        ...Object.fromEntries(others.map((other, at) => [at, other])),
      })),
    [spec],
  );
  const formatX = (value: number | string): string => spec.x.format?.(value) ?? String(value);
  const formatY = (value: number | string): string => spec.y.format?.(value) ?? String(value);
  const [line, low, , ...others] = spec.series;
  const named = typeof rows[0]?.x === "string";
  return (
    <ChartFrame spec={spec} height={height}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={rows} margin={{ top: 8, right: 16, bottom: 18, left: 4 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="x"
            {...(named ? {} : { type: "number", domain: [0, "dataMax"] })}
            tick={text}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            tickFormatter={formatX}
            label={{ value: axisTitle(spec.x), position: "insideBottom", offset: -12, ...text }}
          />
          <YAxis
            tick={text}
            tickLine={false}
            axisLine={false}
            width={54}
            domain={spec.y.fromZero === true ? [0, "auto"] : ["auto", "auto"]}
            niceTicks="snap125"
            tickFormatter={formatY}
            label={{
              value: axisTitle(spec.y),
              angle: -90,
              position: "insideLeft",
              style: { textAnchor: "middle", ...text },
            }}
          />
          <Tooltip
            isAnimationActive={false}
            contentStyle={{
              background: "var(--surface-raised)",
              border: "1px solid var(--line-strong)",
              borderRadius: 4,
              padding: "6px 10px",
              fontSize: 12,
            }}
            labelStyle={{ color: "var(--text-dim)" }}
            itemStyle={{ color: "var(--text)", padding: 0 }}
            labelFormatter={(label) => formatX(label as string | number)}
            formatter={(value) =>
              Array.isArray(value)
                ? value.map((end) => formatY(end as number)).join(" – ")
                : formatY(value as number)
            }
          />
          {others.length > 0 && (
            <Legend
              verticalAlign="top"
              align="right"
              height={24}
              iconSize={10}
              formatter={(name) => <span style={{ color: "var(--text)", fontSize: 12 }}>{name}</span>}
            />
          )}
          <Area
            dataKey="band"
            name={low?.name ?? ""}
            stroke="none"
            fill="var(--chart-1)"
            fillOpacity={0.18}
            isAnimationActive={false}
          />
          <Line
            dataKey="value"
            name={line?.name ?? ""}
            stroke="var(--chart-1)"
            strokeWidth={1.75}
            dot={rows.length <= mostDots && { r: 3, fill: "var(--chart-1)" }}
            isAnimationActive={false}
          />
          {others.map(({ name }, at) => (
            <Line
              key={name}
              dataKey={String(at)}
              name={name}
              stroke={`var(--chart-${at + 2})`}
              strokeWidth={1.75}
              strokeDasharray="5 3"
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
};

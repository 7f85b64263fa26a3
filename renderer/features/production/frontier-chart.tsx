/** Mean against the mean of the worst tenth, each plan a point to be picked; the table beside it says the same to the keyboard. */
import type { PortfolioPlan } from "../../../shared/domain/portfolio.ts";
import classes from "./portfolio.module.css";

interface FrontierChartProps {
  readonly plans: readonly PortfolioPlan[];
  readonly picked: number;
  readonly amount: (value: number) => string;
  readonly labels: { readonly mean: string; readonly worst: string };
  readonly onPick: (caution: number) => void;
}

const [width, height] = [720, 220];
const inside = { left: 84, right: 28, top: 30, bottom: 46 } as const;
const fewestTicks = 3;

/** Round values within a range: the widest step of 1, 2 or 5 times a power of ten that leaves at least a few. */
const ticksOf = (start: number, end: number): number[] => {
  const power = 10 ** Math.floor(Math.log10(end - start));
  const within = (step: number): number[] => {
    const first = Math.ceil(start / step);
    return Array.from({ length: Math.floor(end / step) - first + 1 }, (_, n) => (first + n) * step);
  };
  const steps = [power, power / 2, power / 5];
  return steps.map(within).find(({ length }) => length >= fewestTicks) ?? within(power / 10);
};

/** From the least to the greatest, with room beside them. */
const scaleOf = (values: readonly number[], from: number, to: number) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.08 * (high - low), 1e-9 * Math.max(1, Math.abs(high)));
  const [start, end] = [low - room, high + room];
  return {
    at: (value: number): number => from + ((value - start) / (end - start)) * (to - from),
    ticks: ticksOf(start, end),
  };
};

export const FrontierChart = ({ plans, picked, amount, labels, onPick }: FrontierChartProps) => {
  if (plans.length < 2) return null;
  const x = scaleOf(
    plans.map(({ worst }) => worst),
    inside.left,
    width - inside.right,
  );
  const y = scaleOf(
    plans.map(({ mean }) => mean),
    height - inside.bottom,
    inside.top,
  );
  return (
    <svg className={classes.frontier} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {y.ticks.map((value) => (
        <g key={value}>
          <line
            className={classes.gridline}
            x1={inside.left}
            x2={width - inside.right}
            y1={y.at(value)}
            y2={y.at(value)}
          />
          <text x={inside.left - 8} y={y.at(value) + 4} textAnchor="end">
            {amount(value)}
          </text>
        </g>
      ))}
      {x.ticks.map((value) => (
        <text key={value} x={x.at(value)} y={height - inside.bottom + 18} textAnchor="middle">
          {amount(value)}
        </text>
      ))}
      <text x={width - inside.right} y={height - 6} textAnchor="end">
        {labels.worst} →
      </text>
      <text x={0} y={12}>
        ↑ {labels.mean}
      </text>
      <polyline
        className={classes.frontierLine}
        points={plans.map(({ worst, mean }) => `${x.at(worst)},${y.at(mean)}`).join(" ")}
      />
      {plans.map(({ caution, worst, mean }, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the radio of the plan's row does the same by keyboard
        <g key={caution} className={classes.plan} onClick={() => onPick(caution)}>
          <circle className={classes.reach} cx={x.at(worst)} cy={y.at(mean)} r={14} />
          <circle
            className={at === picked ? classes.pickedPlan : classes.otherPlan}
            cx={x.at(worst)}
            cy={y.at(mean)}
            r={at === picked ? 8 : 5.5}
          />
        </g>
      ))}
    </svg>
  );
};

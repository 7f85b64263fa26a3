/** Small figures: a number with its name, a key, an interval, reasons. */
import { Kbd as MantineKbd } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./figures.module.css";

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}

export const Stat = ({ label, value, hint }: StatProps) => (
  <div className={classes.stat}>
    <span className={classes.statLabel}>{label}</span>
    <span className={classes.statValue} data-selectable>
      {value}
    </span>
    {hint !== undefined && <span className={classes.statHint}>{hint}</span>}
  </div>
);

export const Stats = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes.stats}>{children}</div>
);

const isMac = navigator.userAgent.includes("Macintosh");
const macKeys: Readonly<Record<string, string>> = { Ctrl: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩" };

/** "Ctrl+Shift+K", with the platform's own signs. */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <span className={classes.keys}>
    {keys.split("+").map((key) => (
      <MantineKbd key={key} size="xs" ff="inherit" fw={500}>
        {isMac ? (macKeys[key] ?? key) : key}
      </MantineKbd>
    ))}
  </span>
);

interface ConfidenceBarProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Ends of the scale. */
  readonly min: number;
  readonly max: number;
  /** What is shown and read out, for example "4.1 (3.6 to 4.5)". */
  readonly label: string;
}

/** A value on its scale, with the interval it may lie in. */
export const ConfidenceBar = ({ value, low, high, min, max, label }: ConfidenceBarProps) => {
  const at = (x: number): number => Math.min(100, Math.max(0, ((x - min) / (max - min)) * 100));
  return (
    <span className={classes.confidence} role="img" aria-label={label} title={label}>
      <span className={classes.interval} style={{ left: `${at(low)}%`, width: `${at(high) - at(low)}%` }} />
      <span className={classes.point} style={{ left: `${at(value)}%` }} />
    </span>
  );
};

export interface Reason {
  readonly text: ReactNode;
  /** Signed contribution, on any one scale; the largest fills its bar. */
  readonly weight: number;
  readonly key: string;
}

/** What carried a prediction, strongest first; bars point right for it and left against it. */
export const ReasonList = ({ reasons }: { readonly reasons: readonly Reason[] }) => {
  const largest = Math.max(...reasons.map(({ weight }) => Math.abs(weight)), Number.EPSILON);
  return (
    <ul className={classes.reasons}>
      {reasons.map(({ key, text, weight }) => (
        <li key={key}>
          <span className={classes.reasonBar} aria-hidden>
            <span
              className={weight < 0 ? classes.against : classes.for}
              style={{ width: `${(Math.abs(weight) / largest) * 50}%` }}
            />
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
};

type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

/** A short word about the thing beside it. */
export const Tag = ({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) => (
  <span className={classes.tag} data-tone={tone}>
    {children}
  </span>
);

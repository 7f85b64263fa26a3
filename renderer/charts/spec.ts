/** What a chart says, apart from how it is drawn. */
export interface Axis {
  readonly label: string;
  /** For example "admissions" or "min"; part of the axis title. */
  readonly unit?: string;
  readonly format?: (value: number | string) => string;
  /** Whether the axis starts at zero, as it must where lengths are compared. True unless said otherwise. */
  readonly fromZero?: boolean;
}

export interface Point {
  readonly x: number | string;
  /** Null leaves a gap. */
  readonly y: number | null;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface ChartSpec {
  /** A question the picture answers, or what it finds. */
  readonly title: string;
  /** One more sentence for everyone, read out to those who cannot see the picture. */
  readonly description?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface ChartRow {
  readonly x: number | string;
  readonly values: readonly (number | null)[];
}

/** The series side by side: one row for every x, in order of first appearance. */
export const chartRows = ({ series }: Pick<ChartSpec, "series">): readonly ChartRow[] => {
  const rows = new Map<number | string, (number | null)[]>();
  series.forEach(({ points }, at) => {
    for (const { x, y } of points) {
      const values = rows.get(x) ?? Array.from({ length: series.length }, () => null);
      values[at] = y;
      rows.set(x, values);
    }
  });
  return [...rows].map(([x, values]) => ({ x, values }));
};

/** "Admissions (people)" */
export const axisTitle = ({ label, unit }: Axis): string => (unit ? `${label} (${unit})` : label);

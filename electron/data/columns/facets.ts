/** How the rows that the other filters let through spread over one column. */
import type { Facet } from "../../../shared/contract/table-query.ts";
import { toldCount, toldParts } from "../../../shared/domain/privacy.ts";
import { type Column, type ListColumn, leastOf, type NumberColumn, type TextColumn } from "./column.ts";

export interface FacetOptions {
  /** Only values that contain this, whatever their case. */
  readonly find: string;
  readonly limit: number;
  /** Counts from 1 to below this are not told. */
  readonly minimum: number;
}

const namedFacet = (
  name: string,
  column: TextColumn | ListColumn,
  passes: Uint8Array,
  { find, limit, minimum }: FacetOptions,
): Facet => {
  const counts = new Uint32Array(column.names.length);
  let known = 0;
  let unknown = 0;
  if (column.kind === "text") {
    for (let row = 0; row < passes.length; row++) {
      if (!passes[row]) continue;
      const code = column.codes[row] as number;
      counts[code] = (counts[code] as number) + 1;
    }
    unknown = counts[0] as number;
    for (let code = 1; code < counts.length; code++) known += counts[code] as number;
  } else {
    const { starts, codes } = column;
    for (let row = 0; row < passes.length; row++) {
      if (!passes[row]) continue;
      const end = starts[row + 1] as number;
      let at = starts[row] as number;
      if (at === end) unknown++;
      else known++;
      for (; at < end; at++) {
        const code = codes[at] as number;
        counts[code] = (counts[code] as number) + 1;
      }
    }
  }
  // Names of a text, and none, add up to everybody; of a list, one may have several.
  const parts = column.kind === "text" ? toldParts([...counts], minimum) : null;
  const told = (code: number): number | null =>
    parts ? (parts[code] as number | null) : toldCount(counts[code] as number, minimum);
  const [toldKnown, toldUnknown] = toldParts([known, unknown], minimum) as [number | null, number | null];
  const wanted = find.trim().toLowerCase();
  const codes: number[] = [];
  for (let code = 1; code < counts.length; code++)
    if (
      (counts[code] as number) > 0 &&
      (wanted === "" || (column.names[code] as string).toLowerCase().includes(wanted))
    )
      codes.push(code);
  codes.sort((a, b) => (told(b) ?? 0) - (told(a) ?? 0) || a - b);
  return {
    column: name,
    values: codes.slice(0, limit).map((code) => ({ value: column.names[code] as string, count: told(code) })),
    more: Math.max(0, codes.length - limit),
    known: toldKnown,
    unknown: parts ? (parts[0] as number | null) : toldUnknown,
    range: null,
  };
};

const mostBins = 24;
const secondsADay = 86_400;

const numberFacet = (name: string, column: NumberColumn, passes: Uint8Array, minimum: number): Facet => {
  const { values, unit } = column;
  const scale = unit === "second" ? secondsADay : 1;
  const least = leastOf(values);
  let known = 0;
  let unknown = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < passes.length; row++) {
    if (passes[row] === 0) continue;
    const value = values[row] as number;
    if (!(value >= least)) {
      unknown++;
      continue;
    }
    known++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  // Whole numbers that are few have a bin each.
  const whole = values instanceof Int32Array && max - min < mostBins;
  const binCount = whole ? max - min + 1 : mostBins;
  const bins = new Uint32Array(known > 0 ? binCount : 0);
  const perStep = whole ? 1 : max > min ? binCount / (max - min) : 0;
  if (known > 0)
    for (let row = 0; row < passes.length; row++) {
      const value = values[row] as number;
      if (passes[row] === 0 || !(value >= least)) continue;
      const bin = Math.min(binCount - 1, Math.floor((value - min) * perStep));
      bins[bin] = (bins[bin] as number) + 1;
    }
  const [toldKnown, toldUnknown] = toldParts([known, unknown], minimum) as [number | null, number | null];
  return {
    column: name,
    values: [],
    more: 0,
    known: toldKnown,
    unknown: toldUnknown,
    // The ends of a small group are somebody's own figures.
    range:
      known === 0 || known < minimum
        ? null
        : { min: min / scale, max: max / scale, bins: toldParts([...bins], minimum) },
  };
};

/** Rows that pass all filters but those of `own`, from what `failures` made. */
export const passesBut = (failed: Uint32Array, own: number): Uint8Array => {
  const others = ~own;
  const passes = new Uint8Array(failed.length);
  for (let row = 0; row < failed.length; row++)
    passes[row] = ((failed[row] as number) & others) === 0 ? 1 : 0;
  return passes;
};

export const facet = (name: string, column: Column, passes: Uint8Array, options: FacetOptions): Facet =>
  column.kind === "number"
    ? numberFacet(name, column, passes, options.minimum)
    : namedFacet(name, column, passes, options);

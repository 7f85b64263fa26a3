/** Variants of a film side by side, with their undo and redo. */
import type { Forecast } from "../../../../shared/contract/what-if.ts";
import type { FilmSketch, SketchField } from "../../../../shared/domain/film-sketch.ts";

export interface Variant {
  readonly key: number;
  /** "": by its letter. */
  readonly name: string;
  readonly sketch: FilmSketch;
}
/** What is compared. */
export interface Column {
  /** Null: the film as it is. */
  readonly variant: Variant | null;
  readonly name: string;
  readonly forecast: Forecast | undefined;
}

type Variants = readonly Variant[];
export interface Drafts {
  readonly past: readonly Variants[];
  readonly variants: Variants;
  readonly future: readonly Variants[];
  /** What the last edit wrote, so that typing on is the same edit. */
  readonly written: string | null;
}

export const mostVariants = 6;
const mostUndone = 200;

export const startDrafts = (sketch: FilmSketch): Drafts => ({
  past: [],
  variants: [{ key: 0, name: "", sketch }],
  future: [],
  written: null,
});

const changed = (drafts: Drafts, variants: Variants, written: string | null = null): Drafts => ({
  past:
    written !== null && written === drafts.written
      ? drafts.past
      : [...drafts.past, drafts.variants].slice(-mostUndone),
  variants,
  future: [],
  written,
});

const replaced = (variants: Variants, key: number, change: Partial<Variant>): Variants =>
  variants.map((each) => (each.key === key ? { ...each, ...change } : each));

const listed: ReadonlySet<SketchField> = new Set(["genres", "people", "keywords"]);

export const setTrait = <F extends SketchField>(
  drafts: Drafts,
  key: number,
  field: F,
  value: FilmSketch[F],
): Drafts => {
  const before = drafts.variants.find((each) => each.key === key);
  // Inputs also report values that they were given, as after an undo.
  if (!before || JSON.stringify(before.sketch[field]) === JSON.stringify(value)) return drafts;
  const sketch = { ...before.sketch, [field]: value };
  const written = listed.has(field) ? null : `${key} ${field}`;
  return changed(drafts, replaced(drafts.variants, key, { sketch }), written);
};

export const rename = (drafts: Drafts, key: number, name: string): Drafts =>
  changed(drafts, replaced(drafts.variants, key, { name }), `${key} name`);

/** A copy of one of them, at the end. */
export const addVariant = (drafts: Drafts, of: number): Drafts => {
  const source = drafts.variants.find((each) => each.key === of) ?? drafts.variants[0];
  if (!source || drafts.variants.length >= mostVariants) return drafts;
  const key = Math.max(...drafts.variants.map((each) => each.key)) + 1;
  return changed(drafts, [...drafts.variants, { key, name: "", sketch: source.sketch }]);
};

/** One always stays. */
export const removeVariant = (drafts: Drafts, key: number): Drafts =>
  drafts.variants.length < 2
    ? drafts
    : changed(
        drafts,
        drafts.variants.filter((each) => each.key !== key),
      );

export const undoDrafts = ({ past, variants, future, written }: Drafts): Drafts => {
  const before = past.at(-1);
  return before
    ? { past: past.slice(0, -1), variants: before, future: [variants, ...future], written: null }
    : { past, variants, future, written };
};

export const redoDrafts = ({ past, variants, future, written }: Drafts): Drafts => {
  const [next, ...rest] = future;
  return next
    ? { past: [...past, variants], variants: next, future: rest, written: null }
    : { past, variants, future, written };
};

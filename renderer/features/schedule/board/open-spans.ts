/** Where a carried showing may be dropped, as spans of a screen's time. */
import type { House, Minutes } from "../../../../shared/domain/slate.ts";

export interface OpenPlace {
  readonly screen: number;
  readonly start: Minutes;
  readonly change: number; // of expected admissions
}

export interface OpenSpan {
  readonly from: Minutes;
  readonly to: Minutes;
  readonly gains: boolean;
}

/** A screen's open starts as spans: neighbours on the grid that all gain, or all lose, are one. */
export const openSpans = (
  places: readonly OpenPlace[],
  screen: number,
  { grid }: Pick<House, "grid">,
): OpenSpan[] => {
  const spans: OpenSpan[] = [];
  for (const place of places.filter((each) => each.screen === screen).sort((a, b) => a.start - b.start)) {
    const gains = place.change >= 0;
    const last = spans.at(-1);
    if (last?.to === place.start && last.gains === gains)
      spans[spans.length - 1] = { ...last, to: place.start + grid };
    else spans.push({ from: place.start, to: place.start + grid, gains });
  }
  return spans;
};

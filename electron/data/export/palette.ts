/** One calm tint a film, for screen and print alike; the same film has the same tint in every file of a plan. */
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";

export interface FilmTint {
  readonly fill: string; // behind dark text: contrast with #1f2430 is at least 7 : 1
  readonly deep: string; // a shade below, still behind dark text
  readonly edge: string;
}

/** Steps of the golden angle keep neighbours in the slate far apart in hue, however many films there are. */
const goldenAngle = 137.508;

export const filmTints = ({ films }: PlanDocument): ReadonlyMap<number, FilmTint> =>
  new Map(
    films.map(({ film }, index) => {
      const hue = (210 + index * goldenAngle) % 360;
      return [film, { fill: hex(hue, 0.5, 0.9), deep: hex(hue, 0.45, 0.8), edge: hex(hue, 0.45, 0.45) }];
    }),
  );

/** HSL to RGB: channel(n) = l - a max(-1, min(k - 3, 9 - k, 1)), k = (n + h / 30) mod 12, a = s min(l, 1 - l) (CSS Color 4). */
const hex = (h: number, s: number, l: number): string => {
  const a = s * Math.min(l, 1 - l);
  const channel = (n: number): string => {
    const k = (n + h / 30) % 12;
    const value = l - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
};

/** What the colours of the map say. Place 0 of every palette is the quiet one: no value, or not selected. */
import type { MapPoints, TasteMap } from "../../../../shared/contract/exploring.ts";
import { hue, ramp } from "../../../charts/scatter/colours.ts";

export const colourings = ["cluster", "genre", "decade", "popularity", "segment"] as const;
export type Colouring = (typeof colourings)[number];

export interface Colours {
  readonly palette: readonly string[];
  readonly films: Uint8Array;
  readonly members: Uint8Array;
  /** From place 1 on. */
  readonly texts: readonly string[];
}
interface Words {
  readonly clusters: readonly string[];
  genre(name: string): string;
  decade(decade: number): string;
  /** "10 to 40 ratings" */
  ratings(from: number, to: number): string;
  /** "40% to 50%" */
  share(from: number, to: number): string;
}

const quiet = "var(--line-strong)";
const steps = 7;
const most = 38;

const byCluster = ({ cluster }: MapPoints): Uint8Array =>
  new Uint8Array(cluster.map((at) => (at < 0 || at >= most ? 0 : at + 1)));
const nobody = ({ ids }: MapPoints): Uint8Array => new Uint8Array(ids.length);

/** Ends of at most `steps` classes between which equally many of the values lie. */
const classesOf = (values: readonly number[]): number[] => {
  const sorted = [...values].sort((a, b) => a - b);
  const ends = Array.from(
    { length: steps - 1 },
    (_, n) => sorted[Math.floor(((n + 1) * sorted.length) / steps)] as number,
  );
  return [...new Set(ends)].filter((end) => end !== undefined && end > (sorted[0] as number));
};

const ramped = (
  values: readonly (number | null)[],
  text: (from: number, to: number) => string,
  dark: boolean,
): Pick<Colours, "palette" | "films" | "texts"> => {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { palette: [quiet], films: new Uint8Array(values.length), texts: [] };
  const ends = classesOf(known);
  const bounds = [Math.min(...known), ...ends, Math.max(...known)];
  const classes = bounds.length - 1;
  return {
    palette: [
      quiet,
      ...Array.from({ length: classes }, (_, n) => ramp(classes < 2 ? 0.5 : n / (classes - 1), dark)),
    ],
    films: Uint8Array.from(values, (value) =>
      value === null ? 0 : 1 + ends.filter((end) => value >= end).length,
    ),
    texts: Array.from({ length: classes }, (_, n) => text(bounds[n] as number, bounds[n + 1] as number)),
  };
};

export const coloursOf = (
  { films, members, genres, clusters }: TasteMap,
  by: Colouring,
  /** Like-share of films by id, of the chosen segment. */
  shares: ReadonlyMap<number, number>,
  words: Words,
  dark: boolean,
): Colours => {
  const hues = (count: number): string[] => [
    quiet,
    ...Array.from({ length: Math.min(most, count) }, (_, n) => hue(n, dark)),
  ];
  switch (by) {
    case "cluster":
      return {
        palette: hues(clusters.length),
        films: byCluster(films),
        members: byCluster(members),
        texts: words.clusters,
      };
    case "genre":
      return {
        palette: hues(genres.length),
        films: new Uint8Array(films.genre.map((at) => at + 1)),
        members: nobody(members),
        texts: genres.map(words.genre),
      };
    case "decade": {
      const decades = [...new Set(films.decades)].filter((decade) => decade > 0).sort((a, b) => a - b);
      return {
        palette: [quiet, ...decades.map((_, n) => ramp(n / Math.max(1, decades.length - 1), dark))].slice(
          0,
          most,
        ),
        films: new Uint8Array(films.decades.map((decade) => Math.min(most - 1, decades.indexOf(decade) + 1))),
        members: nobody(members),
        texts: decades.map(words.decade),
      };
    }
    case "popularity":
      return {
        ...ramped(
          Array.from(films.ratings, (count) => (count === 0 ? null : count)),
          words.ratings,
          dark,
        ),
        members: nobody(members),
      };
    case "segment":
      return {
        ...ramped(
          Array.from(films.ids, (id) => shares.get(id) ?? null),
          words.share,
          dark,
        ),
        members: nobody(members),
      };
  }
};

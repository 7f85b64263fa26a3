/** Looking around in what a model knows: the taste map, what stands near what, two segments side by side. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { made } from "./schemas.ts";

const mapTraitKinds = ["genre", "person", "decade", "language"] as const;
export interface MapTrait {
  readonly kind: (typeof mapTraitKinds)[number];
  readonly value: string;
}

/** Points of one kind; `cluster` −1 = in none. */
export interface MapPoints {
  readonly ids: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly cluster: Int16Array;
}
export interface MapCluster {
  readonly films: number;
  /** Null where they are too few to be told. */
  readonly members: number | null;
  /** Where it is densest. */
  readonly x: number;
  readonly y: number;
  /** What sets it apart, most first: share of its films, and of all. */
  readonly traits: readonly (MapTrait & { readonly share: number; readonly usual: number })[];
  /** Its films with the most ratings. */
  readonly known: readonly number[];
}
export interface TasteMap {
  readonly model: string | null;
  /** `traits`: there is no model, or it tells members not apart. */
  readonly basis: "model" | "traits";
  /** The map reaches from −1 to 1, a few outliers excepted. */
  readonly films: MapPoints & {
    /** 0 where too few to be told. */
    readonly ratings: Int32Array;
    readonly decades: Int16Array; // 0 = unknown
    /** Into `genres`, −1 = none of these. */
    readonly genre: Int16Array;
  };
  /** Most frequent first. */
  readonly genres: readonly string[];
  readonly members: MapPoints;
  readonly clusters: readonly MapCluster[];
  readonly seconds: number;
}
export const mapPhases = ["reading", "scoring", "laying", "placing"] as const;

const model = z.string().optional(); // id; the latest one when absent

export const exploringContract = {
  /** Kept until the model or the ratings change. Works without a model, too, from traits alone. */
  tasteMap: {
    in: z.object({ model, seed: z.number().int().nonnegative().default(1) }),
    progress: z.object({ phase: z.enum(mapPhases), share: z.number() }),
    out: made<TasteMap>(),
    error: z.discriminatedUnion("type", [NoLibrary, z.object({ type: z.literal("NoFilms") })]),
  },
} as const;

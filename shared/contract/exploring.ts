/** Looking around in what a model knows: the taste map, what stands near what, two segments side by side. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Id, made } from "./schemas.ts";
import { NoModel, type Reason, UnknownFilm, UnknownMember } from "./training.ts";

export const mapTraitKinds = ["genre", "person", "decade", "language"] as const;
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

export interface NearFilm {
  readonly film: number;
  /** 1 = the same. */
  readonly likeness: number;
  readonly shared: readonly MapTrait[];
}

/** Means of two groups' members, and their difference with its interval. */
export interface Difference {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** Survives the correction for looking at many. */
  readonly significant: boolean;
}
export interface SidesBySide {
  readonly model: string;
  /** Members only in the first, in both, only in the second; null where they are too few to be told. */
  readonly sizes: readonly [a: number | null, both: number | null, b: number | null];
  readonly films: readonly (Difference & { readonly film: number })[];
  readonly traits: readonly (Difference & MapTrait)[];
}

const members = z.array(Id).min(1);
const model = z.string().optional(); // id; the latest one when absent

export const exploringContract = {
  /** Kept until the model or the ratings change. Works without a model, too, from traits alone. */
  tasteMap: {
    in: z.object({ model, seed: z.number().int().nonnegative().default(1) }),
    progress: z.object({ phase: z.enum(mapPhases), share: z.number() }),
    out: made<TasteMap>(),
    error: z.discriminatedUnion("type", [NoLibrary, z.object({ type: z.literal("NoFilms") })]),
  },
  /** Films nearest to one: as the model sees them, by what is known of them, and by their posters. */
  nearestFilms: {
    in: z.object({ film: Id, top: z.number().int().min(1).max(100).default(8) }),
    out: z.object({
      byModel: made<readonly NearFilm[]>(),
      byTraits: made<readonly NearFilm[]>(),
      /** Empty, too, where the film has no embedded poster. */
      byPoster: made<readonly NearFilm[]>(),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFilm]),
  },
  /** Members of the most alike tastes, by number. */
  nearestMembers: {
    in: z.object({ member: Id, top: z.number().int().min(1).max(100).default(8) }),
    out: z.object({
      /** `films`: liked by both. */
      members: z.array(z.object({ member: Id, likeness: z.number(), films: z.number() })),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownMember]),
  },
  /** What speaks with a group for a film, and against it. */
  segmentReasons: {
    in: z.object({ model, film: Id, members }),
    out: z.object({ reasons: made<readonly Reason[]>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NoModel, UnknownFilm, UnknownMember, Suppressed]),
  },
  /** Groups that differ by too few members are kept back, too: they could be told from the difference. */
  compareSegments: {
    in: z.object({ model, a: members, b: members, films: z.number().int().min(1).max(2000).default(200) }),
    progress: z.object({ share: z.number() }),
    out: made<SidesBySide>(),
    error: z.discriminatedUnion("type", [NoLibrary, NoModel, UnknownMember, Suppressed]),
  },
} as const;

/** Reading the catalogue and its audience, a window of rows at a time. */
import { z } from "zod";
import { interactionKinds } from "../domain/interactions.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing, Page } from "./schemas.ts";

export const FilmRow = z.object({
  id: Id,
  title: z.string(),
  titleZh: z.string().nullable(),
  year: z.number().nullable(),
  releaseDate: z.string().nullable(),
  runtime: z.number().nullable(),
  certificate: z.string().nullable(),
  distributor: z.string().nullable(),
  genres: z.array(z.string()),
  ratings: z.number(),
  meanRating: z.number().nullable(),
  tickets: z.number(),
  hasPoster: z.boolean(),
});
export type FilmRow = z.infer<typeof FilmRow>;

export const filmOrders = [
  "title",
  "year",
  "releaseDate",
  "runtime",
  "ratings",
  "meanRating",
  "tickets",
] as const;
export const FilmQuery = z.object({
  search: z.string().max(200),
  genre: z.string().nullable(),
  order: z.enum(filmOrders),
  descending: z.boolean(),
});
export type FilmQuery = z.infer<typeof FilmQuery>;

export const FilmDetail = FilmRow.extend({
  language: z.string().nullable(),
  synopsis: z.string().nullable(),
  synopsisZh: z.string().nullable(),
  studio: z.string().nullable(),
  imdbId: z.string().nullable(),
  tmdbId: z.number().nullable(),
  people: z.array(z.object({ role: z.string(), name: z.string(), nameZh: z.string().nullable() })),
  versions: z.array(z.object({ format: z.string(), audio: z.string(), subtitles: z.string().nullable() })),
  ratingHistogram: z.array(z.object({ value: z.number(), count: z.number() })),
  weeklyAdmissions: z.array(
    z.object({ week: z.string(), admissions: z.number(), showings: z.number(), seats: z.number() }),
  ),
  tags: z.array(z.object({ text: z.string(), count: z.number() })),
  reviews: z.object({ count: z.number(), meanRating: z.number().nullable() }),
});
export type FilmDetail = z.infer<typeof FilmDetail>;

export const MemberRow = z.object({
  id: Id,
  joined: z.string().nullable(),
  ageBand: z.string().nullable(),
  gender: z.string().nullable(),
  occupation: z.string().nullable(),
  area: z.string().nullable(),
  ratings: z.number(),
  tickets: z.number(),
  lastAt: z.number().nullable(),
});
export type MemberRow = z.infer<typeof MemberRow>;

export const MemberDetail = MemberRow.extend({
  segments: z.array(z.object({ id: Id, name: z.string(), nameZh: z.string().nullable() })),
  recent: z.array(
    z.object({
      film: Id,
      title: z.string(),
      titleZh: z.string().nullable(),
      kind: z.enum(interactionKinds),
      value: z.number(),
      at: z.number(),
    }),
  ),
});
export type MemberDetail = z.infer<typeof MemberDetail>;

export const Segment = z.object({
  id: Id,
  name: z.string(),
  nameZh: z.string().nullable(),
  members: z.number(),
});
export type Segment = z.infer<typeof Segment>;

const NotFound = z.object({ type: z.literal("NotFound") });
const Missing = z.discriminatedUnion("type", [NoLibrary, NotFound]);

export const catalogueContract = {
  listFilms: {
    in: FilmQuery.extend(Page.shape),
    out: z.object({ total: z.number(), rows: z.array(FilmRow) }),
    error: NoLibrary,
  },
  listGenres: {
    in: Nothing,
    out: z.object({ genres: z.array(z.object({ name: z.string(), films: z.number() })) }),
    error: NoLibrary,
  },
  film: { in: z.object({ film: Id }), out: FilmDetail, error: Missing },
  /** Titles of given films, in the order asked; unknown ids are left out. */
  filmTitles: {
    in: z.object({ films: z.array(Id).max(5000) }),
    out: z.object({ rows: z.array(FilmRow) }),
    error: NoLibrary,
  },
  poster: {
    in: z.object({ film: Id }),
    out: z.object({ mediaType: z.string(), image: made<Uint8Array<ArrayBuffer>>() }),
    error: Missing,
  },
  listMembers: {
    in: Page.extend({
      search: z.string().max(200),
      segment: Id.nullable(),
      order: z.enum(["id", "joined", "ageBand", "area"]),
      descending: z.boolean(),
    }),
    out: z.object({ total: z.number(), rows: z.array(MemberRow) }),
    error: NoLibrary,
  },
  member: { in: z.object({ member: Id }), out: MemberDetail, error: Missing },
  listSegments: { in: Nothing, out: z.object({ segments: z.array(Segment) }), error: NoLibrary },
  segmentMembers: {
    in: z.object({ segment: Id }),
    out: z.object({ members: made<Int32Array>() }),
    error: Missing,
  },
} as const;

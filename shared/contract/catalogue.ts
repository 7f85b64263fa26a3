/** Films: the table, its facets, one film, its poster. */
import { z } from "zod";
import { Missing, NoLibrary } from "./file-token.ts";
import { Id, made, Nothing, Page } from "./schemas.ts";
import { Facet, Figures, FilmColumnName, FilmQuery, FilmSelection } from "./table-query.ts";

export type { FilmQuery } from "./table-query.ts";

const text = z.string().nullable();
const number = z.number().nullable();

export const FilmRow = z.object({
  id: Id,
  title: z.string(),
  titleZh: text,
  originalTitle: text,
  year: number,
  releaseDate: text,
  runtime: number,
  certificate: text,
  language: text,
  country: text,
  studio: text,
  distributor: text,
  series: text,
  /** The system whose import brought the film. */
  source: text,
  genres: z.array(z.string()),
  /** What members did: null of fewer members than the library tells of. */
  ratings: number,
  meanRating: number,
  tickets: number,
  /** Distinct members with any interaction. */
  members: number,
  lastAt: number,
  showings: z.number(),
  admissions: z.number(),
  occupancy: number,
  gross: number,
  /** Days since 1970. */
  lastShown: number,
  reviews: z.number(),
  budget: number,
  revenue: number,
  voteAverage: number,
  voteCount: number,
  hasPoster: z.boolean(),
});
export type FilmRow = z.infer<typeof FilmRow>;

export const FilmDetail = FilmRow.extend({
  seriesZh: text,
  synopsis: text,
  synopsisZh: text,
  imdbId: text,
  tmdbId: number,
  eidr: text,
  keywords: z.array(z.string()),
  people: z.array(z.object({ role: z.string(), name: z.string(), nameZh: text })),
  versions: z.array(z.object({ format: z.string(), audio: z.string(), subtitles: text })),
  /** Null of too few ratings to be told. */
  ratingHistogram: z.array(z.object({ value: z.number(), count: z.number() })).nullable(),
  weeklyAdmissions: z.array(
    z.object({ week: z.string(), admissions: z.number(), showings: z.number(), seats: z.number() }),
  ),
  tags: z.array(z.object({ text: z.string(), count: number })),
  reviewsRated: z.object({ count: z.number(), meanRating: number }),
  /** What sources call the film, and the import that brought each name. */
  keys: z.array(z.object({ source: z.string(), key: z.string(), importRun: Id.nullable() })),
  /** Imports that added it or changed it. */
  imports: z.array(
    z.object({
      importRun: Id,
      source: z.string(),
      system: z.string(),
      at: z.number(),
      added: z.boolean(),
      rolledBack: z.boolean(),
    }),
  ),
});
export type FilmDetail = z.infer<typeof FilmDetail>;

export const catalogueContract = {
  /** `figures` says how far ratings, tickets and showings of the present rows are counted. */
  listFilms: {
    in: FilmQuery.extend(Page.shape),
    out: z.object({ total: z.number(), rows: z.array(FilmRow), figures: Figures }),
    error: NoLibrary,
  },
  filmFacets: {
    in: FilmSelection.extend({
      columns: z.array(FilmColumnName).max(40),
      /** Values that contain this. */
      find: z.string().max(100).default(""),
      limit: z.number().int().min(1).max(200).default(12),
    }),
    out: z.object({ total: z.number().nullable(), facets: z.array(Facet), figures: Figures }),
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
} as const;

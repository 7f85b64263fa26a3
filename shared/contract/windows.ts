/** Release windows: in which week each own title opens, beside the releases of others. */
import { z } from "zod";
import { FileToken, NoLibrary, NotFound, UnknownFile } from "./file-token.ts";
import { AttendanceColumns } from "./forecasting.ts";
import { Id, IsoDate, Nothing } from "./schemas.ts";

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

export const mostTitles = 30;
export const mostWindowWeeks = 60;

/** Constraints on one's own title. */
export const TitleWish = z.object({
  film: Id,
  earliest: IsoDate.nullable().default(null),
  latest: IsoDate.nullable().default(null),
  /** It opens in the week of this day. */
  fixed: IsoDate.nullable().default(null),
  /** Of its whole run, in an ordinary season and alone; null: as the library's films and its predicted preference say. */
  admissions: z.number().positive().max(1e9).nullable().default(null),
  /** Titles of one series stand at least `apart` weeks from one another: the larger of two counts. */
  series: z.string().trim().max(100).default(""),
  apart: z.number().int().min(0).max(mostWindowWeeks).default(0),
});
export type TitleWish = z.infer<typeof TitleWish>;

export const Competitor = z.object({
  title: z.string().trim().min(1).max(300),
  date: IsoDate,
  /** Its run against a usual film's: 1 = as many admissions. */
  size: z.number().positive().max(100).default(1),
  genres: list(z.string().trim().min(1).max(60)).default([]),
  /** The library's film, where it knows it: its audience is then predicted, not guessed from genres. */
  film: Id.nullable().default(null),
});
export type Competitor = z.infer<typeof Competitor>;

const KeptTitle = z.object({
  ...TitleWish.shape,
  title: z.string(),
  titleZh: z.string().nullable(),
  releaseDate: IsoDate.nullable(),
});
export type KeptTitle = z.infer<typeof KeptTitle>;
const KeptCompetitor = z.object({ id: Id, ...Competitor.shape });
export type KeptCompetitor = z.infer<typeof KeptCompetitor>;

const windowProblems = ["header", "columns", "film", "title", "date", "size", "weeks"] as const;
/** The first twenty. `remedy` names what would be right. */
const BadWindowsFile = z.object({
  type: z.literal("BadWindowsFile"),
  problems: z.array(
    z.object({ line: z.number(), problem: z.enum(windowProblems), found: z.string(), remedy: z.string() }),
  ),
});
export type WindowProblem = z.infer<typeof BadWindowsFile>["problems"][number];

const Edited = z.object({ changeSet: Id.nullable() });
const FileFailure = z.discriminatedUnion("type", [NoLibrary, UnknownFile, BadWindowsFile]);

/** Of the data service. Every change is a set of the journal. */
export const windowsDataContract = {
  listWindows: {
    in: Nothing,
    out: z.object({ titles: list(KeptTitle), competitors: list(KeptCompetitor) }),
    error: NoLibrary,
  },
  /** Titles of the same films are replaced. */
  saveTitles: {
    in: z.object({ titles: z.array(TitleWish).max(mostTitles).readonly() }),
    out: Edited,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  deleteTitle: { in: z.object({ film: Id }), out: Edited, error: NoLibrary },
  /** With an id: in its place. */
  saveCompetitors: {
    in: z.object({ competitors: z.array(Competitor.extend({ id: Id.nullable() })).max(5000) }),
    out: Edited,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  deleteCompetitors: { in: z.object({ ids: z.array(Id) }), out: Edited, error: NoLibrary },
  /** CSV: title, date, size, genres (parted by semicolons), film; only title and date are needed. */
  readCompetitors: {
    in: z.object({ file: FileToken }),
    out: z.object({ competitors: z.array(Competitor) }),
    error: FileFailure,
  },
  /** CSV: film (title or id), earliest, latest, fixed, admissions, series, apart; only film is needed. */
  readTitles: {
    in: z.object({ file: FileToken }),
    out: z.object({ titles: z.array(TitleWish) }),
    error: FileFailure,
  },
} as const;

/** Share of a film's audience that another would draw, [films][others]; 0 to 1. */
const Overlap = list(list(z.number()));

export const WindowQuestion = z.object({
  /** First days of the weeks in which titles may open. */
  weeks: z.array(IsoDate).min(1).max(mostWindowWeeks).readonly(),
  titles: list(
    TitleWish.extend({
      /** Predicted share of the audience that would like it, with its 90 % interval; null without a model. */
      like: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    }),
  ),
  competitors: list(z.object({ date: IsoDate, size: z.number() })),
  /** Of the titles with the titles, then the competitors. */
  overlap: Overlap,
  days: AttendanceColumns,
  /** Films that played, and their overlap with one another: how competition was felt. */
  played: list(z.object({ film: Id, like: z.number().nullable() })),
  playedOverlap: Overlap,
});
export type WindowQuestion = z.infer<typeof WindowQuestion>;

export const barriers = ["earliest", "latest", "fixed", "series"] as const;
const Figure = z.object({ value: z.number(), low: z.number(), high: z.number() });

const WindowOption = z.object({
  /** Into the weeks. */
  week: z.number().int(),
  /** What keeps the title from opening then, the others staying; null: nothing. */
  barrier: z.enum(barriers).nullable(),
  /** Of the title's run. 80 % intervals here and below. */
  admissions: Figure,
  /** What all titles together would draw less, the others staying; negative: more. */
  loss: Figure,
  /** Share of draws of what is uncertain in which no week allowed is better. */
  best: z.number(),
  /** The run's season against a usual one: 1 = usual. */
  season: z.number(),
  /** Share of the run that others take, and those who take most: titles first, then competitors, into `overlap`. */
  taken: z.number(),
  takers: list(z.object({ other: z.number().int(), share: z.number() })),
});
export type WindowOption = z.infer<typeof WindowOption>;

export const WindowAnswer = z.object({
  weeks: list(IsoDate),
  titles: list(
    z.object({ film: Id, week: z.number().int(), admissions: Figure, options: list(WindowOption) }),
  ),
  /** Of all titles. */
  value: z.number(),
  bound: z.number(),
  gap: z.number(),
  learned: z.object({
    /** What a film keeps from one week to the next. */
    hold: Figure,
    /** How strongly a rival of usual size with the same audience is felt: it takes c / (1 + c). */
    competition: Figure,
    weeks: z.number().int(), // of season
    pairs: z.number().int(), // of film weeks
  }),
  seconds: z.number(),
});
export type WindowAnswer = z.infer<typeof WindowAnswer>;

export const WindowFailure = z.discriminatedUnion("type", [
  z.object({ type: z.literal("NoTitles") }),
  /** Nobody knows how large these could be. */
  z.object({ type: z.literal("NoSize"), films: list(Id) }),
  /** Constraints leave this title no week. */
  z.object({ type: z.literal("NoWeek"), film: Id }),
  /** Each has weeks, but not all together. */
  z.object({ type: z.literal("NoPlacement") }),
]);

/** Of the scheduling worker. */
export const windowsContract = {
  placeTitles: {
    in: z.object({ question: WindowQuestion }),
    progress: z.object({ done: z.number(), of: z.number() }),
    out: WindowAnswer,
    error: WindowFailure,
  },
} as const;

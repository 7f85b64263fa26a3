/** Films: titles, years, credits and what else a catalogue tells. */
import { readDuration } from "../cells/durations.ts";
import { readEidr, readImdbId, readTmdbId } from "../cells/ids.ts";
import { readLanguage } from "../cells/languages.ts";
import { readCredits, readList } from "../cells/lists.ts";
import { splitTitle } from "../titles.ts";
import {
  type Cells,
  type Fields,
  type Get,
  keptText,
  longest,
  optional,
  optionalLabel,
  optionalText,
  requiredKey,
} from "./fields.ts";
import type { Credit, FilmRecord, Interpret, Note, Version } from "./record.ts";
import { titleKey } from "./title-key.ts";
import { optionalCount, optionalDate, optionalMoney, optionalNumber, optionalYear } from "./values.ts";

export const emptyFilm = (key: string, title: string | null): FilmRecord => ({
  key,
  title,
  titleZh: null,
  originalTitle: null,
  year: null,
  releaseDate: null,
  runtime: null,
  certificate: null,
  language: null,
  country: null,
  synopsis: null,
  synopsisZh: null,
  studio: null,
  distributor: null,
  series: null,
  seriesZh: null,
  imdbId: null,
  tmdbId: null,
  eidr: null,
  budget: null,
  revenue: null,
  voteAverage: null,
  voteCount: null,
  genres: [],
  keywords: [],
  people: [],
  versions: [],
});

/** One name for a genre that sources spell differently. */
const genreName = (name: string): string => (name === "Children's" ? "Children" : name);
const noGenre = new Set(["", "(no genres listed)", "unknown"]);

const none: readonly string[] = [];
const named = (fields: Fields, name: string): Get<readonly string[]> => {
  if (!fields.has(name)) return () => none;
  const { list } = fields.reading(name);
  const get = optional(fields, name, (text) => readList(text, list));
  return (cells, note) => {
    const names = get(cells, note);
    return names === null || names.length === 0
      ? none
      : names.map((each) => keptText(each, name, longest.label, note));
  };
};

const flagged = (fields: Fields, name: string, flags: readonly string[]): Get<readonly string[]> => {
  const run = fields.run(name, flags.length);
  return (cells, note) => {
    const marks = run(cells);
    const odd = marks.find((mark) => mark !== "0" && mark !== "1");
    if (odd !== undefined) note("unknown-genre", name, odd);
    return marks.flatMap((mark, i) => (mark === "1" ? [flags[i] ?? ""] : []));
  };
};

export const genresGet = (fields: Fields, name: string): Get<readonly string[]> => {
  const { flags } = fields.reading(name);
  const get = flags ? flagged(fields, name, flags) : named(fields, name);
  return (cells, note) => {
    const names = get(cells, note);
    return names.length === 0
      ? none
      : [...new Set(names.map(genreName))].filter((each) => !noGenre.has(each));
  };
};

const longestRuntime = 1_500;

export const runtimeGet = (fields: Fields, name: string): Get<number | null> => {
  const { unit, decimal } = fields.reading(name);
  const read = optional(
    fields,
    name,
    (text) => {
      const minutes = Math.round(readDuration(text, unit, decimal) ?? 0);
      return minutes >= 1 && minutes <= longestRuntime ? minutes : null;
    },
    "impossible-runtime",
  );
  const cell = fields.cell(name);
  // Catalogues write 0 where they do not know.
  return (cells, note) => (Number(cell(cells)) === 0 ? null : read(cells, note));
};

interface TitleAndYear {
  readonly title: string;
  readonly year: number | null;
}

export const titleGet = (fields: Fields, name: string): Get<TitleAndYear> => {
  const words = fields.words(name);
  const { titles, labels } = fields.reading(name);
  const split = titles === "articleLast";
  return (cells, note) => {
    const told = words(cells);
    const text = labels && Object.hasOwn(labels, told) ? (labels[told] ?? "") : told;
    const { title, year } =
      split && text.length <= longest.name * 2 ? splitTitle(text) : { title: text, year: null };
    return { title: title === "" ? "" : keptText(title, name, longest.name, note), year };
  };
};

const roles: readonly (readonly [field: string, role: string])[] = [
  ["directors", "director"],
  ["writers", "writer"],
  ["producers", "producer"],
  ["cast", "cast"],
];
const mostPeople = 60;
/** Who is kept where more are credited than a library lists. */
const firstRoles = ["director", "writer", "screenplay", "producer", "cast"];
const rank = ({ role }: Credit): number => {
  const at = firstRoles.indexOf(role);
  return at < 0 ? firstRoles.length : at;
};

const peopleGet = (fields: Fields): Get<readonly Credit[]> => {
  const lists = roles
    .filter(([field]) => fields.has(field))
    .map(([field, role]) => [named(fields, field), role] as const);
  const credits = fields.has("people") ? optional(fields, "people", readCredits) : null;
  if (lists.length === 0 && !credits) return () => [];
  return (cells, note) =>
    [
      ...lists.flatMap(([get, role]) => get(cells, note).map((name) => ({ role, name }))),
      ...(credits?.(cells, note) ?? []),
    ]
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, mostPeople);
};

const versionsGet = (fields: Fields): Get<readonly Version[]> => {
  if (!fields.has("formats") && !fields.has("audio")) return () => [];
  const formats = named(fields, "formats");
  const audio = optionalLabel(fields, "audio");
  const subtitles = optionalLabel(fields, "subtitles");
  const language = fields.cell("language");
  return (cells, note) => {
    const spoken = audio(cells, note) ?? readLanguage(language(cells)) ?? "";
    const written = subtitles(cells, note);
    const names = formats(cells, note);
    const all = names.length > 0 ? names : spoken === "" ? [] : ["2D"];
    return all.map((format) => ({ format, audio: spoken, subtitles: written }));
  };
};

export const languageGet = (fields: Fields): Get<string | null> => {
  const { labels } = fields.reading("language");
  return optional(fields, "language", (text) =>
    labels && Object.hasOwn(labels, text) ? (labels[text] ?? null) : readLanguage(text),
  );
};

/** The first of several: a library tells one studio, one distributor, one country. */
const firstGet = (fields: Fields, name: string): Get<string | null> => {
  const get = named(fields, name);
  return (cells, note) => get(cells, note)[0] ?? null;
};

const mostListed = 200;

export const filmsInterpreter = (fields: Fields, now: number): Interpret => {
  const key = requiredKey(fields, "key");
  const hasKey = fields.has("key");
  const hasTitle = fields.has("title");
  const genres = genresGet(fields, "genres");
  const title = titleGet(fields, "title");
  const titleZh = optionalText(fields, "titleZh", longest.name);
  const originalTitle = optionalText(fields, "originalTitle", longest.name);
  const year = optionalYear(fields, "year", now);
  const releaseDate = optionalDate(fields, "releaseDate");
  const runtime = runtimeGet(fields, "runtime");
  const certificate = optionalLabel(fields, "certificate");
  const language = languageGet(fields);
  const country = firstGet(fields, "country");
  const synopsis = optionalText(fields, "synopsis", longest.text);
  const synopsisZh = optionalText(fields, "synopsisZh", longest.text);
  const studio = firstGet(fields, "studio");
  const distributor = firstGet(fields, "distributor");
  const series = firstGet(fields, "series");
  const seriesZh = optionalText(fields, "seriesZh", longest.name);
  const imdbId = optional(fields, "imdbId", readImdbId, "unreadable-link");
  const tmdbId = optional(fields, "tmdbId", readTmdbId, "unreadable-link");
  const eidr = optional(fields, "eidr", readEidr, "unreadable-link");
  const budget = optionalMoney(fields, "budget");
  const revenue = optionalMoney(fields, "revenue");
  const voteAverage = optionalNumber(fields, "voteAverage");
  const voteCount = optionalCount(fields, "voteCount");
  const keywords = named(fields, "keywords");
  const people = peopleGet(fields);
  const versions = versionsGet(fields);
  const wholeNumbers = fields.reading("key").keys === "wholeNumbers";
  const keyCell = fields.words("key");
  const split = fields.reading("title").titles === "articleLast";

  /** The source's key, else one made of the title. */
  const keyOf = (cells: Cells, name: string, of: number | null, note: Note): string | null => {
    if (hasKey && (wholeNumbers || keyCell(cells) !== "")) return key(cells, note);
    if (name !== "") return titleKey(name, of);
    note("missing-required", hasKey ? "key" : "title", "");
    return null;
  };

  return (cells, note) => {
    const found = title(cells, note);
    const zh = titleZh(cells, note);
    const original = originalTitle(cells, note);
    const listed = genres(cells, note);
    const released = releaseDate(cells, note);
    const made =
      year(cells, note) ?? (split ? found.year : released === null ? null : Number(released.slice(0, 4)));
    const words = found.title || original || zh;
    const called = keyOf(cells, words ?? "", made, note);
    if (called === null) return null;
    if (!words && hasTitle) note("blank-title", "title", called);
    return {
      kind: "films",
      film: null,
      record: {
        key: called,
        title: words || (hasTitle ? `#${called}` : null),
        titleZh: zh,
        originalTitle: original,
        year: made,
        releaseDate: released,
        runtime: runtime(cells, note),
        certificate: certificate(cells, note),
        language: language(cells, note),
        country: country(cells, note),
        synopsis: synopsis(cells, note),
        synopsisZh: synopsisZh(cells, note),
        studio: studio(cells, note),
        distributor: distributor(cells, note),
        series: series(cells, note),
        seriesZh: seriesZh(cells, note),
        imdbId: imdbId(cells, note),
        tmdbId: tmdbId(cells, note),
        eidr: eidr(cells, note),
        budget: budget(cells, note) || null,
        revenue: revenue(cells, note) || null,
        voteAverage: voteAverage(cells, note),
        voteCount: voteCount(cells, note),
        genres: listed.slice(0, mostListed),
        keywords: keywords(cells, note).slice(0, mostListed),
        people: people(cells, note),
        versions: versions(cells, note),
      },
    };
  };
};

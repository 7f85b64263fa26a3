/** The meaning of a record's fields, one function a kind of file: a row to keep, or the rule it breaks. */
import type { ImportRule } from "../../../shared/domain/import-rules.ts";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import { splitTitle } from "./titles.ts";

/** `note` tells of a repair or says why a row is refused; `detail` shows what was found. */
export type Note = (rule: ImportRule, detail: string) => void;
export type Interpret<Row> = (fields: readonly string[], note: Note) => Row | null;

export interface RatingRow {
  readonly member: number;
  readonly film: number;
  readonly at: number; // seconds since 1970
  readonly value: number;
}
export interface TagRow {
  readonly member: number;
  readonly film: number;
  readonly text: string;
  readonly at: number;
}
export interface FilmFields {
  readonly film: number;
  readonly title: string;
  readonly year: number | null;
  readonly releaseDate: string | null;
  readonly genres: readonly string[];
}
export interface LinkRow {
  readonly film: number;
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
}
export interface MemberRow {
  readonly member: number;
  readonly ageBand: string | null;
  readonly gender: string | null;
  readonly occupation: string | null;
  readonly area: string | null;
}

const maxIdentifier = 2 ** 31 - 1;
const secondsOfADay = 86_400;

const identifier = (text: string, note: Note): number | null => {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id >= 1 && id <= maxIdentifier) return id;
  note("bad-identifier", text);
  return null;
};

/** Up to tomorrow: clocks differ, the future does not rate. */
const time = (text: string, now: number, note: Note): number | null => {
  const at = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (at >= 1 && at <= now + secondsOfADay) return at;
  note("impossible-time", text);
  return null;
};

const checkEncoding = (text: string, note: Note): void => {
  if (text.includes("\uFFFD")) note("broken-encoding", text);
};

const onScale = (value: number, { min, max, step }: RatingScale): boolean =>
  value >= min && value <= max && Number.isInteger((value - min) / step);

/** [member, film, rating, seconds] */
export const ratingRow =
  (scale: RatingScale, now: number): Interpret<RatingRow> =>
  ([memberText = "", filmText = "", ratingText = "", timeText = ""], note) => {
    const member = identifier(memberText, note);
    const film = member && identifier(filmText, note);
    if (!member || !film) return null;
    const value = /^\d+(\.\d+)?$/.test(ratingText) ? Number(ratingText) : Number.NaN;
    if (!onScale(value, scale)) {
      note("rating-outside-scale", ratingText);
      return null;
    }
    const at = time(timeText, now, note);
    return at === null ? null : { member, film, at, value };
  };

/** [member, film, tag, seconds] */
export const tagRow =
  (now: number): Interpret<TagRow> =>
  ([memberText = "", filmText = "", tagText = "", timeText = ""], note) => {
    const member = identifier(memberText, note);
    const film = member && identifier(filmText, note);
    if (!member || !film) return null;
    const text = tagText.trim();
    if (text === "") {
      note("blank-tag", filmText);
      return null;
    }
    const at = time(timeText, now, note);
    if (at === null) return null;
    checkEncoding(text, note);
    return { member, film, text, at };
  };

const filmFields = (
  filmText: string,
  titleText: string,
  releaseDate: string | null,
  genres: readonly string[],
  note: Note,
): FilmFields | null => {
  const film = identifier(filmText, note);
  if (!film) return null;
  const { title, year } = splitTitle(titleText);
  checkEncoding(title, note);
  if (title === "") note("blank-title", filmText);
  return { film, title: title || `#${film}`, year, releaseDate, genres };
};

/** One name for a genre that the forms spell differently. */
const genreName = (name: string): string => (name === "Children's" ? "Children" : name);
const noGenre = new Set(["", "(no genres listed)", "unknown"]);

/** [film, title, genres joined by |] */
export const namedGenresFilm: Interpret<FilmFields> = ([film = "", title = "", genres = ""], note) => {
  const names = genres.split("|").map((name) => genreName(name.trim()));
  return filmFields(film, title, null, [...new Set(names.filter((name) => !noGenre.has(name)))], note);
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "01-Jan-1995" -> "1995-01-01" */
const isoDate = (text: string, note: Note): string | null => {
  if (text === "") return null;
  const [, day, month, year] = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{4})$/.exec(text) ?? [];
  const iso = `${year}-${String(months.indexOf(month ?? "") + 1).padStart(2, "0")}-${day?.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)) return iso;
  note("unreadable-date", text);
  return null;
};

/** [film, title, release date, video date, address, one 0/1 flag a genre] */
export const flaggedGenresFilm =
  (genres: readonly string[]): Interpret<FilmFields> =>
  ([film = "", title = "", date = "", , , ...flags], note) => {
    const odd = flags.find((flag) => flag !== "0" && flag !== "1");
    if (odd !== undefined) note("unknown-genre", odd);
    const names = flags.flatMap((flag, ordinal) => (flag === "1" ? [genreName(genres[ordinal] ?? "")] : []));
    return filmFields(
      film,
      title === "unknown" ? "" : title,
      isoDate(date, note),
      names.filter((name) => !noGenre.has(name)),
      note,
    );
  };

/** [film, IMDb number, TMDB number]; either may be empty. "0114709" -> "tt0114709" */
export const linkRow: Interpret<LinkRow> = ([filmText = "", imdb = "", tmdb = ""], note) => {
  const film = identifier(filmText, note);
  if (!film) return null;
  const numeral = (text: string): boolean => {
    if (/^\d{1,9}$/.test(text)) return true;
    if (text !== "") note("unreadable-link", text);
    return false;
  };
  return {
    film,
    imdbId: numeral(imdb) ? `tt${imdb.padStart(7, "0")}` : null,
    tmdbId: numeral(tmdb) ? Number(tmdb) : null,
  };
};

/** Lower bounds of ml-1m's bands; exact ages fall into the same ones. */
const ageBands: readonly (readonly [from: number, name: string])[] = [
  [56, "56+"],
  [50, "50-55"],
  [45, "45-49"],
  [35, "35-44"],
  [25, "25-34"],
  [18, "18-24"],
  [0, "0-17"],
];

/** ml-1m's occupations by number. */
const occupations = [
  ...["other", "educator", "artist", "clerical", "student", "customer service", "health care", "executive"],
  ...["farmer", "homemaker", "school pupil", "lawyer", "programmer", "retired", "marketing", "scientist"],
  ...["self-employed", "technician", "craftsman", "unemployed", "writer"],
];

/** A full postal code singles people out: its beginning names an area. */
const areaLength = 3;

const memberFields = (
  [memberText, ageText, genderText, occupationText, postalCode]: readonly [
    string,
    string,
    string,
    string,
    string,
  ],
  note: Note,
): MemberRow | null => {
  const member = identifier(memberText, note);
  if (!member) return null;
  const age = /^\d{1,3}$/.test(ageText) ? Number(ageText) : Number.NaN;
  const ageBand = ageBands.find(([from]) => age >= from)?.[1] ?? null;
  if (ageBand === null) note("unreadable-trait", ageText);
  const gender = /^[FM]$/.test(genderText) ? genderText : null;
  if (gender === null) note("unreadable-trait", genderText);
  const area = postalCode.trim().slice(0, areaLength);
  return { member, ageBand, gender, occupation: occupationText.trim() || null, area: area || null };
};

/** [member, age, gender, occupation, postal code] */
export const namedOccupationMember: Interpret<MemberRow> = (
  [member = "", age = "", gender = "", occupation = "", postalCode = ""],
  note,
) => memberFields([member, age, gender, occupation, postalCode], note);

/** [member, gender, age band's lower bound, occupation's number, postal code] */
export const numberedOccupationMember: Interpret<MemberRow> = (
  [member = "", gender = "", age = "", occupation = "", postalCode = ""],
  note,
) => {
  const name = /^\d{1,2}$/.test(occupation) ? occupations[Number(occupation)] : undefined;
  if (name === undefined) note("unreadable-trait", occupation);
  return memberFields([member, age, gender, name ?? "", postalCode], note);
};

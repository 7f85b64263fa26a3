/** What films and members can be filtered, counted and ordered by. */

/** `text`: one of many names; `list`: several names; `flag`: only there or not; dates are days or moments. */
export type ColumnKind = "text" | "list" | "number" | "date" | "flag" | "title";

export const filmColumnKinds = {
  title: "title",
  titleZh: "flag",
  originalTitle: "flag",
  year: "number",
  releaseDate: "date",
  runtime: "number",
  genres: "list",
  keywords: "list",
  certificate: "text",
  language: "text",
  country: "text",
  studio: "text",
  distributor: "text",
  series: "text",
  source: "text",
  poster: "flag",
  synopsis: "flag",
  imdbId: "flag",
  tmdbId: "flag",
  ratings: "number",
  meanRating: "number",
  tickets: "number",
  members: "number",
  lastAt: "date",
  showings: "number",
  admissions: "number",
  occupancy: "number",
  gross: "number",
  lastShown: "date",
  reviews: "number",
  budget: "number",
  revenue: "number",
  voteAverage: "number",
  voteCount: "number",
} as const satisfies Readonly<Record<string, ColumnKind>>;
export type FilmColumn = keyof typeof filmColumnKinds;

export const memberColumnKinds = {
  id: "number",
  joined: "date",
  ageBand: "text",
  gender: "text",
  occupation: "text",
  area: "text",
  source: "text",
  ratings: "number",
  meanRating: "number",
  tickets: "number",
  films: "number",
  firstAt: "date",
  lastAt: "date",
} as const satisfies Readonly<Record<string, ColumnKind>>;
export type MemberColumn = keyof typeof memberColumnKinds;

const ofKind = <T extends string>(kinds: Readonly<Record<T, ColumnKind>>, wanted: readonly ColumnKind[]) =>
  (Object.keys(kinds) as T[]).filter((column) => wanted.includes(kinds[column]));

export const sortable: readonly ColumnKind[] = ["title", "text", "number", "date"];
export const filmOrders = ofKind(filmColumnKinds, sortable);
export const memberOrders = ofKind(memberColumnKinds, sortable);

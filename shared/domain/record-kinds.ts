/** The kinds of record that sources are mapped to, and their fields. What a mapping, the wizard and the rules speak of. */

export const recordKinds = [
  "films",
  "members",
  "interactions",
  "tags",
  "showings",
  "reviews",
  "venues",
  "screens",
  "posters",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Ways a cell can be read, of which a field's type has some; `FieldReading` in the contract holds the choices. */
export type Reading =
  | "keys" // as text, or whole numbers only
  | "titles" // whether "Rock, The (1996)" carries article and year
  | "dates" // order of day, month, year; ISO; seconds; serial days
  | "decimal" // the sign before decimals
  | "unit" // of durations and shares
  | "list" // separator or JSON
  | "flags" // one 0/1 column a name
  | "scale" // of ratings
  | "polarity" // which label is good
  | "labels"; // codes to names

interface TypeOfField {
  readonly readings: readonly Reading[];
}
const readBy = (...readings: readonly Reading[]): TypeOfField => ({ readings });

export const fieldTypes = {
  key: readBy("keys"),
  text: readBy(),
  title: readBy("titles", "labels"),
  year: readBy("dates"),
  date: readBy("dates"),
  instant: readBy("dates"),
  clock: readBy("dates"),
  duration: readBy("unit", "decimal"),
  share: readBy("unit", "decimal"),
  count: readBy("decimal"),
  money: readBy("decimal"),
  number: readBy("decimal"),
  rating: readBy("scale", "decimal"),
  polarity: readBy("polarity"),
  list: readBy("list", "flags"),
  credits: readBy("list"),
  label: readBy("labels"),
  ageBand: readBy("labels"),
  gender: readBy("labels"),
  area: readBy(),
  language: readBy("labels"),
  imdbId: readBy(),
  tmdbId: readBy(),
  eidr: readBy(),
  image: readBy(),
  identifier: readBy(),
} as const satisfies Record<string, TypeOfField>;
export type FieldType = keyof typeof fieldTypes;

export const readingsOf = (type: FieldType): readonly Reading[] => fieldTypes[type].readings;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Without a value in it a row is rejected (`missing-required`). */
  readonly required: boolean;
}

interface Kind {
  readonly fields: readonly Field[];
  /** A mapping must fill at least one field of each group. */
  readonly needs: readonly (readonly string[])[];
}

const optional = (type: FieldType, ...names: readonly string[]): Field[] =>
  names.map((name) => ({ name, type, required: false }));
const required = (type: FieldType, name: string): Field => ({ name, type, required: true });

/**
 * How a row names its film: by the source's key, or by title (and year), which then make the key. What else it says of
 * the film helps to know it again.
 */
const filmReference: readonly Field[] = [
  ...optional("key", "film"),
  ...optional("title", "filmTitle"),
  ...optional("year", "filmYear"),
  ...optional("duration", "filmRuntime"),
  ...optional("list", "filmGenres"),
  ...optional("imdbId", "filmImdbId"),
  ...optional("tmdbId", "filmTmdbId"),
];

export const kinds = {
  films: {
    fields: [
      ...optional("key", "key"),
      ...optional("title", "title"),
      ...optional("text", "titleZh", "originalTitle"),
      ...optional("year", "year"),
      ...optional("date", "releaseDate"),
      ...optional("duration", "runtime"),
      ...optional("label", "certificate"),
      ...optional("language", "language"),
      ...optional("list", "country", "genres", "keywords", "directors", "writers", "cast", "producers"),
      ...optional("credits", "people"),
      ...optional("text", "synopsis", "synopsisZh"),
      ...optional("list", "studio", "distributor", "series"),
      ...optional("text", "seriesZh"),
      ...optional("list", "formats"),
      ...optional("label", "audio", "subtitles"),
      ...optional("imdbId", "imdbId"),
      ...optional("tmdbId", "tmdbId"),
      ...optional("eidr", "eidr"),
      ...optional("money", "budget", "revenue"),
      ...optional("number", "voteAverage"),
      ...optional("count", "voteCount"),
    ],
    needs: [["key", "title", "originalTitle", "titleZh"]],
  },
  members: {
    fields: [
      required("key", "key"),
      ...optional("date", "joined"),
      ...optional("ageBand", "ageBand"),
      ...optional("gender", "gender"),
      ...optional("label", "occupation"),
      ...optional("area", "area"),
      ...optional("identifier", "name", "email", "phone", "card", "address"),
    ],
    needs: [["key"]],
  },
  interactions: {
    fields: [
      required("key", "member"),
      ...filmReference,
      ...optional("rating", "rating"),
      ...optional("count", "tickets"),
      ...optional("duration", "watched"),
      ...optional("share", "completion"),
      ...optional("instant", "at"),
    ],
    needs: [["member"], ["film", "filmTitle"], ["rating", "tickets", "watched", "completion"]],
  },
  tags: {
    fields: [
      required("key", "member"),
      ...filmReference,
      required("text", "text"),
      ...optional("instant", "at"),
    ],
    needs: [["member"], ["film", "filmTitle"], ["text"]],
  },
  showings: {
    fields: [
      ...filmReference,
      required("text", "venue"),
      ...optional("text", "screen"),
      required("date", "date"),
      ...optional("clock", "start"),
      ...optional("count", "showings", "capacity"),
      required("count", "admissions"),
      ...optional("money", "gross", "price"),
      ...optional("share", "occupancy"),
      ...optional("text", "part"),
    ],
    needs: [["film", "filmTitle"], ["venue"], ["date"], ["admissions"]],
  },
  reviews: {
    fields: [
      ...optional("key", "key"),
      ...filmReference,
      ...optional("text", "venue"),
      ...optional("key", "member"),
      required("text", "text"),
      ...optional("rating", "rating"),
      ...optional("polarity", "polarity"),
      ...optional("language", "language"),
      ...optional("label", "channel"),
      ...optional("instant", "at"),
    ],
    needs: [["text"]],
  },
  venues: {
    fields: [
      required("text", "name"),
      ...optional("text", "nameZh", "timeZone", "region"),
      ...optional("key", "key"),
    ],
    needs: [["name"]],
  },
  screens: {
    fields: [
      required("text", "venue"),
      required("text", "name"),
      ...optional("count", "capacity"),
      ...optional("list", "formats"),
    ],
    needs: [["venue"], ["name"]],
  },
  posters: {
    fields: [
      ...optional("key", "film"),
      ...optional("title", "filmTitle"),
      required("image", "image"),
      ...optional("label", "mediaType"),
    ],
    needs: [["image"]],
  },
} as const satisfies Record<RecordKind, Kind>;

export const fieldsOf = (kind: RecordKind): readonly Field[] => kinds[kind].fields;
export const fieldOf = (kind: RecordKind, name: string): Field | undefined =>
  fieldsOf(kind).find((field) => field.name === name);

/** Fields that tell who somebody is: filled only on purpose, and kept sealed. */
export const identifierFields = (kind: RecordKind): readonly string[] =>
  fieldsOf(kind)
    .filter(({ type }) => type === "identifier")
    .map(({ name }) => name);

/** Groups of fields of which a mapping of this kind fills none, though it must fill one of each. */
export const unmetNeeds = (kind: RecordKind, filled: readonly string[]): readonly (readonly string[])[] =>
  kinds[kind].needs.filter((group) => !group.some((name) => filled.includes(name)));

/** Kinds in the order they are read: films and members before what refers to them. */
export const readingOrder: readonly RecordKind[] = [
  "films",
  "posters",
  "members",
  "venues",
  "screens",
  "interactions",
  "tags",
  "showings",
  "reviews",
];

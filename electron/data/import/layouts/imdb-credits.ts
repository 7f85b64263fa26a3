/**
 * IMDb tells who made a film over three files of millions of rows: films, credits by number, names by number. Held are
 * the numbers of the wanted films, a few credits of each as small integers, and the names of who is in them.
 */
import type { Row } from "../mapping/compile.ts";
import type { LayoutTable } from "./layout.ts";

/** What cinemas show; series and games are left out. */
export const filmTypes = ["movie", "tvMovie", "short", "video"];

const roles = ["director", "writer", "producer", "composer", "cinematographer", "editor", "cast"] as const;
const mostOf: Readonly<Record<(typeof roles)[number], number>> = {
  director: 3,
  writer: 4,
  producer: 2,
  composer: 1,
  cinematographer: 1,
  editor: 1,
  cast: 6,
};
const roleOf = (category: string): number =>
  roles.indexOf((/^(?:actor|actress|self)$/.test(category) ? "cast" : category) as (typeof roles)[number]);

const numberOf = (constant: string): number => Number(constant.slice(2)) || 0;

async function* rowsOf(table: LayoutTable, signal?: AbortSignal): AsyncGenerator<readonly string[]> {
  for await (const { rows } of table.rows(signal))
    for (const { cells, damage } of rows) if (!damage) yield cells;
}

interface Credits {
  readonly film: readonly string[];
  readonly role: readonly number[];
  readonly person: readonly number[];
}

/** Rows of title.principals (one a credit) or title.crew (one a film), in the file's order. */
const readCredits = async (
  table: LayoutTable,
  films: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<Credits> => {
  const credits = { film: [] as string[], role: [] as number[], person: [] as number[] };
  const counts = new Array<number>(roles.length).fill(0);
  let current = "";
  const add = (film: string, role: number, person: string): void => {
    if (film !== current) {
      counts.fill(0);
      current = film;
    }
    const name = roles[role];
    const held = counts[role] ?? 0;
    if (!name || held >= mostOf[name] || !person.startsWith("nm")) return;
    counts[role] = held + 1;
    credits.film.push(film);
    credits.role.push(role);
    credits.person.push(numberOf(person));
  };
  const byFilm = table.columns[1] === "directors";
  for await (const [film = "", second = "", third = "", fourth = ""] of rowsOf(table, signal)) {
    if (!films.has(film)) continue;
    if (byFilm) {
      for (const person of second.split(",")) add(film, roles.indexOf("director"), person);
      for (const person of third.split(",")) add(film, roles.indexOf("writer"), person);
    } else add(film, roleOf(fourth), third);
  }
  return credits;
};

const readNames = async (
  table: LayoutTable,
  wanted: ReadonlySet<number>,
  signal?: AbortSignal,
): Promise<Map<number, string>> => {
  const names = new Map<number, string>();
  for await (const [person = "", name = ""] of rowsOf(table, signal))
    if (wanted.has(numberOf(person)) && name !== "\\N") names.set(numberOf(person), name);
  return names;
};

const rowsPerBatch = 4_000;

/** A table of films with their credits as JSON. */
export const creditsTable = (credits: LayoutTable, basics: LayoutTable, names: LayoutTable): LayoutTable => ({
  name: credits.name,
  columns: ["tconst", "credits"],
  bytes: credits.bytes,
  estimatedRows: Math.round(credits.estimatedRows / (credits.columns[1] === "directors" ? 1 : 10)),
  head: [],
  async *rows(signal) {
    const films = new Set<string>();
    for await (const [film = "", type = ""] of rowsOf(basics, signal))
      if (filmTypes.includes(type)) films.add(film);
    const { film, role, person } = await readCredits(credits, films, signal);
    const named = await readNames(names, new Set(person), signal);
    let rows: Row[] = [];
    let line = 0;
    for (let i = 0; i < film.length; ) {
      const people: { role: string; name: string }[] = [];
      const current = film[i] as string;
      for (; i < film.length && film[i] === current; i++) {
        const name = named.get(person[i] as number);
        if (name !== undefined) people.push({ role: roles[role[i] as number] as string, name });
      }
      rows.push({ line: ++line, cells: [current, JSON.stringify(people)], damage: null });
      if (rows.length < rowsPerBatch) continue;
      yield { rows, bytesRead: Math.round((credits.bytes * i) / film.length) };
      rows = [];
    }
    yield { rows, bytesRead: credits.bytes };
  },
});

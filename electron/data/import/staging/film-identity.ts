/**
 * Which film of the library a film of a source is. First the source's own keys, then ids that all share (IMDb, TMDB,
 * EIDR), then title, year and running time: surely the same where title and year agree and nothing speaks against it,
 * doubtful where the years are neighbours, one is not told, or the running times differ by more than a credit roll.
 */
import type { Connection } from "../../store/library.ts";
import type { FilmRecord } from "../records/record.ts";

export interface Doubt {
  readonly candidate: number;
  readonly score: number;
  readonly evidence: readonly { readonly code: string; readonly agrees: boolean }[];
}
export interface Identity {
  /** Null: a film the library does not have. */
  readonly film: number | null;
  readonly doubts: readonly Doubt[];
}

/** Cuts of one film differ by a few minutes. */
const sameRuntime = 3;

/** What people call one title: without articles, marks and case, numerals as digits. */
export const plainTitle = (title: string): string =>
  title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:the|a|an|le|la|les|l|un|une|il|lo|el|los|las|der|die|das|ein|eine) (?=.)/, "");

interface KnownFilm {
  readonly id: number;
  readonly year: number | null;
  readonly runtime: number | null;
  /** Another film of the same source stands for it already. */
  taken: boolean;
}

type FilmRow = {
  id: number;
  title: string;
  title_zh: string | null;
  original_title: string | null;
  year: number | null;
  runtime: number | null;
  imdb_id: string | null;
  tmdb_id: number | null;
  eidr: string | null;
};

export const filmIdentities = (db: Connection, system: string): ((film: FilmRecord) => Identity) => {
  const byKey = new Map(
    db.prepare("SELECT key, film FROM film_key WHERE source = ?").raw().all(system) as [string, number][],
  );
  const owned = new Set(byKey.values());
  const byId = new Map<string, KnownFilm>();
  const byTitle = new Map<string, KnownFilm[]>();
  for (const row of db
    .prepare("SELECT id, title, title_zh, original_title, year, runtime, imdb_id, tmdb_id, eidr FROM film")
    .iterate() as IterableIterator<FilmRow>) {
    if (owned.has(row.id)) continue;
    const known = { id: row.id, year: row.year, runtime: row.runtime, taken: false };
    if (row.imdb_id) byId.set(`imdb ${row.imdb_id}`, known);
    if (row.tmdb_id) byId.set(`tmdb ${row.tmdb_id}`, known);
    if (row.eidr) byId.set(`eidr ${row.eidr}`, known);
    const titles = new Set(
      [row.title, row.title_zh, row.original_title].map((title) => plainTitle(title ?? "")),
    );
    for (const title of titles) {
      if (title === "") continue;
      const list = byTitle.get(title);
      if (list) list.push(known);
      else byTitle.set(title, [known]);
    }
  }
  const idsOf = ({ imdbId, tmdbId, eidr }: FilmRecord): string[] => [
    ...(imdbId ? [`imdb ${imdbId}`] : []),
    ...(tmdbId ? [`tmdb ${tmdbId}`] : []),
    ...(eidr ? [`eidr ${eidr}`] : []),
  ];

  return (film) => {
    const own = byKey.get(film.key);
    if (own !== undefined) return { film: own, doubts: [] };
    if (byTitle.size === 0) return { film: null, doubts: [] };
    const free = (known: KnownFilm | undefined): known is KnownFilm => known !== undefined && !known.taken;
    const identified = idsOf(film)
      .map((id) => byId.get(id))
      .find(free);
    if (identified) {
      identified.taken = true;
      return { film: identified.id, doubts: [] };
    }
    const titles = new Set(
      [film.title, film.titleZh, film.originalTitle]
        .map((title) => plainTitle(title ?? ""))
        .filter((title) => title !== ""),
    );
    const candidates = new Set([...titles].flatMap((title) => byTitle.get(title) ?? []).filter(free));
    const doubts: Doubt[] = [];
    for (const known of candidates) {
      const years = film.year === null || known.year === null ? null : Math.abs(film.year - known.year);
      if (years !== null && years > 1) continue;
      const minutes =
        film.runtime === null || known.runtime === null ? null : Math.abs(film.runtime - known.runtime);
      if (years === 0 && (minutes === null || minutes <= sameRuntime)) {
        known.taken = true;
        return { film: known.id, doubts: [] };
      }
      doubts.push({
        candidate: known.id,
        score:
          (years === 0 ? 0.8 : years === 1 ? 0.6 : 0.5) +
          (minutes === null ? 0 : minutes <= sameRuntime ? 0.15 : -0.3),
        evidence: [
          { code: "title", agrees: true },
          ...(years === null ? [] : [{ code: "year", agrees: years === 0 }]),
          ...(minutes === null ? [] : [{ code: "runtime", agrees: minutes <= sameRuntime }]),
        ],
      });
    }
    return { film: null, doubts: doubts.toSorted((a, b) => b.score - a.score).slice(0, 3) };
  };
};

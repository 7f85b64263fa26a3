/** Every layout Marquee knows. */
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import { imdbRatings, imdbTsv } from "./imdb.ts";
import type { Layout, LayoutMatch, LayoutTable } from "./layout.ts";
import { letterboxd } from "./letterboxd.ts";
import { movieLens } from "./movielens.ts";
import { netflixPrize } from "./netflix.ts";
import { tmdb5000 } from "./tmdb.ts";

const layouts: readonly Layout[] = [movieLens, netflixPrize, letterboxd, imdbTsv, imdbRatings, tmdb5000];

const linesLookedAt = 40;

const firstLines = (head: Uint8Array): readonly string[] => {
  const lines = new TextDecoder("iso-8859-1").decode(head).split(/\r?\n/);
  // The last line may be cut off.
  return (lines.length > 1 ? lines.slice(0, -1) : lines)
    .filter((line) => line !== "")
    .slice(0, linesLookedAt);
};

/**
 * How the files of known layouts are cut into rows, told from the first bytes of all files of a source: by name, for
 * those where guessing from the file itself would go wrong.
 */
export const formsByLayout = (heads: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, FormOverride> => {
  const files = [...heads].map(([name, head]) => ({ name, lines: firstLines(head) }));
  const all = files.map(({ lines }) => lines);
  return new Map(
    files.flatMap(({ name, lines }): (readonly [string, FormOverride])[] => {
      for (const { form } of layouts) {
        const found = form?.(lines, all);
        if (found) return [[name, found]];
      }
      return [];
    }),
  );
};

/** The layout of a source's tables, if it is one; of several, the one that explains most of its bytes. */
export const recogniseLayout = async <T extends LayoutTable>(
  tables: readonly T[],
  source: string,
): Promise<LayoutMatch<T> | null> => {
  const matches = await Promise.all(layouts.map((layout) => layout.recognise(tables, source)));
  const bytes = (match: LayoutMatch<T>): number => match.tables.reduce((sum, { of }) => sum + of.bytes, 0);
  return matches.filter((match) => match !== null).toSorted((a, b) => bytes(b) - bytes(a))[0] ?? null;
};

/** Files that published protocols come with, in the library's own ids: folds of ratings in their source's order, films to be cold. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";

export type ProtocolFileFailure =
  | { readonly type: "UnreadableFile"; readonly name: string; readonly detail: string }
  | {
      readonly type: "BadProtocolFile";
      readonly name: string;
      readonly line: number;
      readonly problem: "notANumber" | "notLists" | "otherLength" | "unknownFilm";
      readonly found: string;
      readonly expected: string;
    };

const textOf = async (path: string): Promise<Result<string, ProtocolFileFailure>> => {
  try {
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    return err({ type: "UnreadableFile", name: basename(path), detail: (error as Error).message });
  }
};

/** One fold a line, for the ratings in the order in which their source told them. */
export const foldsOf = async (
  db: Connection,
  path: string,
): Promise<
  Result<
    { readonly member: Int32Array; readonly film: Int32Array; readonly fold: Int32Array },
    ProtocolFileFailure
  >
> => {
  const text = await textOf(path);
  if (!text.ok) return text;
  const name = basename(path);
  const lines = text.value.trim().split(/\r?\n/);
  const bad = lines.findIndex((line) => !/^\d{1,9}$/.test(line.trim()));
  if (bad >= 0)
    return err({
      type: "BadProtocolFile",
      name,
      line: bad + 1,
      problem: "notANumber",
      found: (lines[bad] as string).slice(0, 80),
      expected: "0",
    });
  const rows = db
    .prepare(
      `SELECT member, film FROM interaction WHERE kind = ? AND line IS NOT NULL
       ORDER BY import_run, line LIMIT ?`,
    )
    .raw()
    .all(interactionKindCode("rating"), lines.length + 1) as [number, number][];
  if (rows.length !== lines.length)
    return err({
      type: "BadProtocolFile",
      name,
      line: Math.min(lines.length, rows.length) + 1,
      problem: "otherLength",
      found: String(lines.length),
      expected: String(
        db
          .prepare("SELECT count(*) FROM interaction WHERE kind = ? AND line IS NOT NULL")
          .pluck()
          .get(interactionKindCode("rating")),
      ),
    });
  return ok({
    member: Int32Array.from(rows, ([member]) => member),
    film: Int32Array.from(rows, ([, film]) => film),
    fold: Int32Array.from(lines, Number),
  });
};

const Lists = z.record(z.string().regex(/^\d+$/), z.array(z.union([z.string(), z.number()])));

/** Lists of films by seed, films called as the source calls them that knows most of them. */
export const coldFilmsOf = async (
  db: Connection,
  path: string,
): Promise<
  Result<{ readonly cold: { readonly seed: number; readonly films: number[] }[] }, ProtocolFileFailure>
> => {
  const text = await textOf(path);
  if (!text.ok) return text;
  const name = basename(path);
  const bad = (problem: "notLists" | "unknownFilm", found: string): Result<never, ProtocolFileFailure> =>
    err({ type: "BadProtocolFile", name, line: 1, problem, found, expected: '{"0": [1, 2]}' });
  let lists: z.infer<typeof Lists>;
  try {
    lists = Lists.parse(JSON.parse(text.value));
  } catch {
    return bad("notLists", text.value.slice(0, 80));
  }
  const keys = JSON.stringify([...new Set(Object.values(lists).flat().map(String))]);
  const source = db
    .prepare(
      `SELECT source FROM film_key WHERE key IN (SELECT value FROM json_each(?))
       GROUP BY source ORDER BY count(*) DESC, source LIMIT 1`,
    )
    .pluck()
    .get(keys) as string | undefined;
  const known = new Map(
    db
      .prepare("SELECT key, film FROM film_key WHERE source = ? AND key IN (SELECT value FROM json_each(?))")
      .raw()
      .all(source ?? "", keys) as [string, number][],
  );
  const unknown = (JSON.parse(keys) as string[]).find((key) => !known.has(key));
  if (unknown !== undefined) return bad("unknownFilm", unknown);
  return ok({
    cold: Object.entries(lists).map(([seed, films]) => ({
      seed: Number(seed),
      films: films.map((key) => known.get(String(key)) as number),
    })),
  });
};

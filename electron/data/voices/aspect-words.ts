/** What a house changed of the words by which aspects are read; every change is an edit that Undo takes back. */
import { basename } from "node:path";
import type { aspectWordsDataContract, BadAspectWords } from "../../../shared/contract/aspect-words.ts";
import { mostWordEdits } from "../../../shared/contract/aspect-words.ts";
import type { ImportFailure } from "../../../shared/contract/import.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import {
  type AspectPhrase,
  type AspectWord,
  heaviestWord,
  plainPhrase,
  type WordLanguage,
  wordLanguages,
} from "../../../shared/domain/aspect-words.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { type Aspect, aspects } from "../../../shared/domain/voices.ts";
import { editLabel } from "../edits/label.ts";
import { openSource } from "../import/source/open.ts";
import { readFailure } from "../import/source/source.ts";
import type { Table } from "../import/tables/table.ts";
import { tablesOf } from "../import/tables/tables-of.ts";
import { type Change, make } from "../journal/journal.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

export const changedWords = (db: Connection): AspectWord[] =>
  db
    .prepare("SELECT aspect, language, phrase, weight FROM aspect_word ORDER BY aspect, language, phrase")
    .all() as AspectWord[];

interface Wanted extends AspectPhrase {
  readonly weight: number | null | "included";
}

const edit = (db: Connection, words: readonly Wanted[]): number | null => {
  const kept = db.prepare("SELECT weight FROM aspect_word WHERE aspect = ? AND language = ? AND phrase = ?");
  const changes = words.flatMap(({ aspect, language, phrase, weight }): Change[] => {
    const row = kept.get(aspect, language, phrase) as { weight: number | null } | undefined;
    const after = weight === "included" ? null : { weight };
    if (row?.weight === after?.weight && (row === undefined) === (after === null)) return [];
    return [
      {
        entity: "aspect_word",
        key: { aspect, language, phrase },
        before: row ? { weight: row.weight } : null,
        after,
      },
    ];
  });
  return make(db, { kind: "edit", label: editLabel("words", [], changes.length) }, changes);
};

type Failure = BadAspectWords | ImportFailure;
const columns = ["aspect", "language", "phrase", "weight"] as const;

const wordsIn = async (table: Table, name: string): Promise<Result<AspectWord[], Failure>> => {
  const bad = (problem: BadAspectWords["problem"], line: number, found: string): Result<never, Failure> =>
    err({ type: "BadAspectWords", name, line, problem, found: found.slice(0, 80) });
  const names = table.columns.map((column) => column.trim().toLowerCase());
  const places = columns.map((column) => names.indexOf(column));
  if (places.includes(-1)) return bad("columns", 0, table.columns.join(", "));
  const words: AspectWord[] = [];
  for await (const { rows } of table.rows())
    for (const { line, cells, damage } of rows) {
      if (damage !== null) return bad("damagedRow", line, cells.join(" "));
      const [aspect = "", language = "", given = "", weighed = ""] = places.map((at) =>
        (cells[at] ?? "").trim(),
      );
      if (!aspects.some((each) => each === aspect)) return bad("aspect", line, aspect);
      if (!wordLanguages.some((each) => each === language)) return bad("language", line, language);
      const phrase = plainPhrase(given);
      if (phrase === "") return bad("phrase", line, given);
      const weight = weighed === "" ? null : Number(weighed);
      if (weight !== null && !(Math.abs(weight) <= heaviestWord)) return bad("weight", line, weighed);
      words.push({ aspect: aspect as Aspect, language: language as WordLanguage, phrase, weight });
      if (words.length > mostWordEdits) return bad("tooMany", line, String(mostWordEdits));
    }
  return ok(words);
};

const readWords = async (path: string): Promise<Result<AspectWord[], Failure>> => {
  const source = await openSource(path);
  if (!source.ok) return source;
  try {
    const tables = await tablesOf(source.value);
    return tables.ok ? await wordsIn(tables.value[0] as Table, basename(path)) : tables;
  } catch (error) {
    return err(readFailure(basename(path), error).failure);
  } finally {
    source.value.close();
  }
};

export const aspectWordHandlers = (session: Session): Handlers<typeof aspectWordsDataContract> => ({
  aspectWords: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ words: changedWords(library.value.db) }) : library;
  },
  editAspectWords: ({ words }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: edit(library.value.db, words) }) : library;
  },
  resetAspectWords: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok({
      changeSet: edit(
        db,
        changedWords(db).map((word) => ({ ...word, weight: "included" as const })),
      ),
    });
  },
  readAspectWords: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const words = await readWords(path.value);
    return words.ok ? ok({ words: words.value }) : words;
  },
});

/**
 * A CSV file that names compositions: the DCP and KDM list come back with its ids filled in. Columns `film_id`, `format` and `cpl_uuid` are
 * needed, `audio`, `subtitles` and `content_title_text` are read, others passed over; a row without an id says nothing. Every line
 * is looked at before anything is taken.
 */
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { RowReader } from "../import/tables/records.ts";
import type { SourceRow } from "../import/tables/table.ts";
import type { Connection } from "../store/library.ts";

export interface NamedVersion {
  readonly film: number;
  readonly format: string;
  readonly audio: string;
  readonly subtitles: string | null;
  readonly cpl: string;
  readonly contentTitle: string | null;
}

export interface BadLine {
  readonly line: number;
  readonly found: string;
}

const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
/** A language that nobody named (ISO 639). */
const unnamed = "und";

const rowsIn = (text: string): readonly SourceRow[] => {
  const rows: SourceRow[] = [];
  const reader = new RowReader({ separator: ",", quote: '"', lineBreak: "lf" }, (row) => rows.push(row));
  reader.push(text);
  reader.end();
  return rows;
};

export const readCompositions = (
  db: Connection,
  text: string,
): Result<readonly NamedVersion[], readonly BadLine[]> => {
  const [header, ...rows] = rowsIn(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const missing = ["film_id", "format", "cpl_uuid"].find((name) => !names.includes(name));
  if (!header || missing) return err([{ line: header?.line ?? 1, found: missing ?? "" }]);
  const knownFilm = db.prepare("SELECT id FROM film WHERE id = ?").pluck();
  const named = new Map<string, NamedVersion>();
  const bad: BadLine[] = [];
  for (const { line, cells, damage } of rows) {
    const cell = (name: string): string => cells[names.indexOf(name)]?.trim() ?? "";
    const cpl = cell("cpl_uuid");
    if (damage === null && cpl === "") continue;
    const film = Number(cell("film_id"));
    const version = {
      film,
      format: cell("format"),
      audio: cell("audio") || unnamed,
      subtitles: cell("subtitles") || null,
      cpl: uuid.exec(cpl)?.[1]?.toLowerCase() ?? "",
      contentTitle: cell("content_title_text") || null,
    };
    const key = JSON.stringify([film, version.format, version.audio, version.subtitles]);
    const before = named.get(key);
    const good =
      damage === null &&
      version.cpl !== "" &&
      version.format !== "" &&
      Number.isSafeInteger(film) &&
      knownFilm.get(film) !== undefined &&
      (!before || before.cpl === version.cpl);
    if (good) named.set(key, version);
    else bad.push({ line, found: [cell("film_id"), version.format, cpl].join(", ").slice(0, 80) });
  }
  return bad.length > 0 ? err(bad) : ok([...named.values()]);
};

/** Versions that the library does not know yet are added to it. */
export const nameCompositions = (db: Connection, named: readonly NamedVersion[]): void => {
  const find = db
    .prepare("SELECT id FROM film_version WHERE film = ? AND format = ? AND audio = ? AND subtitles IS ?")
    .pluck();
  const add = db.prepare("INSERT INTO film_version (film, format, audio, subtitles) VALUES (?, ?, ?, ?)");
  const name = db.prepare(
    "INSERT OR REPLACE INTO composition (version, cpl, content_title) VALUES (?, ?, ?)",
  );
  db.transaction(() => {
    for (const { film, format, audio, subtitles, cpl, contentTitle } of named) {
      const known = find.get(film, format, audio, subtitles);
      const version = known ?? add.run(film, format, audio, subtitles).lastInsertRowid;
      name.run(version, cpl, contentTitle);
    }
  }).immediate();
};

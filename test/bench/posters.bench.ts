/**
 * Looking at posters through the batch interface on the CPU path, from the library's file back into it: decoding, embedding, measuring, keeping. The goal:
 * 500 in at most 120 s on two cores. The posters are those of sample libraries of several seeds, SVG, which are drawn first.
 *
 *   npm run bench -- posters [posters = 500]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { posterOf } from "../../electron/data/sample/poster/poster.ts";
import { sampleToday } from "../../electron/data/sample/sample.ts";
import { readSources } from "../../electron/data/sample/sources.ts";
import { makeWorld } from "../../electron/data/sample/world.ts";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { batchCommand } from "./batch-command.ts";

const [count = 500] = process.argv.slice(2).map(Number);
const most = 120;
const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "marquee-posters-"));
const path = join(folder, "posters.marquee");

const writeLibrary = async (): Promise<void> => {
  const { films } = await makeWorld(
    readSources(join(root, "assets")),
    sampleToday,
    1,
    () => {},
    new AbortController().signal,
  );
  const library = valueOrThrow(createLibrary(path, readMigrations(join(root, "electron/migrations"))));
  const film = library.db.prepare("INSERT INTO film (id, title) VALUES (?, ?)");
  const poster = library.db.prepare(
    "INSERT INTO poster (film, media_type, image) VALUES (?, 'image/svg+xml', ?)",
  );
  library.db.transaction(() => {
    for (let n = 0; n < count; n++) {
      const drawn = films[n % films.length] as (typeof films)[number];
      film.run(n + 1, drawn.title);
      poster.run(n + 1, Buffer.from(posterOf(drawn, Math.floor(n / films.length) + 1)));
    }
  })();
  closeLibrary(library);
};

try {
  await writeLibrary();
  const { code, result, seconds } = await batchCommand(
    ["images", "embed", "--library", path, "--engine", "wasm"],
    () => {},
  );
  if (code !== 0 || result.embedded !== count) throw new Error(JSON.stringify(result));
  console.log(
    `${count} posters in ${Number(result.seconds).toFixed(1)} s on ${result.engine}, ${seconds} s with the start of the application`,
  );
  if (seconds > (most * count) / 500) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Imports a folder into a library and says on standard output how far it is. Made to be killed. */
import { importSource } from "../../electron/data/import/imports.ts";
import { openLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const [library = "", folder = "", migrations = ""] = process.argv.slice(2);
const opened = valueOrThrow(openLibrary(library, readMigrations(migrations)));
const say = (word: string): void => void process.stdout.write(`${word}\n`);
say("reading");
valueOrThrow(
  await importSource(
    opened,
    { path: folder },
    {
      progress: ({ phase }) => {
        if (phase === "storing") say(phase);
      },
    },
  ),
);
say("acknowledged");

/** Child process of the kill tests: edits, backs up, migrates or restores, and says what was acknowledged. */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { listBackups } from "../../electron/data/backup/folder.ts";
import { makeBackup } from "../../electron/data/backup/make.ts";
import { restoreBackup } from "../../electron/data/backup/restore.ts";
import { forgetAgain } from "../../electron/data/privacy/forget-again.ts";
import { holdLibrary } from "../../electron/data/store/hold.ts";
import { closeLibrary } from "../../electron/data/store/library.ts";
import { besideLibrary, libraryName } from "../../electron/data/store/places.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { migrations } from "./content.ts";

const [mode = "", path = "", start = "0"] = process.argv.slice(2);
const say = (word: string): void => void writeSync(1, `${word}\n`);
flushCompileCache(); // whoever is killed leaves none

if (mode === "migrate") {
  say("ready");
  closeLibrary(valueOrThrow(await holdLibrary(path, migrations, { withoutBackup: true })));
  say("done 0");
} else if (mode === "restore") {
  const [backup] = listBackups(besideLibrary(path), libraryName(path)).filter(
    ({ reason }) => reason === "by-hand",
  );
  say("ready");
  valueOrThrow(
    await restoreBackup(path, backup as NonNullable<typeof backup>, besideLibrary(path), {
      forgetAgain: (file, list) => forgetAgain(file, list, migrations),
    }),
  );
  say("done 0");
} else {
  const library = valueOrThrow(await holdLibrary(path, migrations));
  const insert = library.db.prepare("INSERT INTO film (title, studio, year) VALUES (?, 'kill', ?)");
  const edit = library.db.transaction((nth: number) => {
    for (let part = 0; part < 3; part++) insert.run(`${nth}.${part} ${"x".repeat(2000)}`, nth);
  });
  say("ready");
  for (let nth = Number(start); ; nth++) {
    edit(nth);
    say(`done ${nth}`);
    if (mode === "backup" && nth % 4 === 0) {
      const made = await makeBackup(library, "daily");
      if (made.ok) say(`backup ${made.value.name}`);
    } else await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A library of made texts on films with a cast and a director each. */
import { join } from "node:path";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { root } from "../../scripts/runtime/places.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { madeTexts } from "../fixtures/made-texts.ts";

export const writeTextLibrary = (path: string, count: number, rated: number): void => {
  const library = valueOrThrow(createLibrary(path, readMigrations(join(root, "electron/migrations"))));
  const { db } = library;
  const texts = madeTexts(count, rated);
  db.transaction(() => {
    const film = db.prepare("INSERT INTO film (id, title) VALUES (?, ?)");
    const person = db.prepare("INSERT INTO person (id, name) VALUES (?, ?)");
    const credit = db.prepare("INSERT INTO credit (film, role, ordinal, person) VALUES (?, ?, 0, ?)");
    for (let id = 1; id <= Math.max(...texts.map((text) => text.film)); id++) {
      film.run(id, `Film of ${id}`);
      for (const [place, role] of ["cast", "director"].entries()) {
        person.run(2 * id + place, `First Last${2 * id + place}`);
        credit.run(id, role, 2 * id + place);
      }
    }
    const review = db.prepare(
      "INSERT INTO review (id, film, channel, language, at, rating, text) VALUES (?, ?, 'post', '', ?, ?, ?)",
    );
    for (const [n, text] of texts.entries()) review.run(n + 1, text.film, text.at, text.rating, text.text);
  })();
  closeLibrary(library);
};

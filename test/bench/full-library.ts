/** A library with the multiplex of `full-week.ts`: its house, films, bookings and half a year of showings. */
import { join } from "node:path";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { keptDraft, startDraft } from "../../renderer/features/schedule/draft/draft.ts";
import { root } from "../../scripts/runtime/places.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { chainHouse, fullWeek } from "../fixtures/full-week.ts";

/** Writes it; `planned`: with its week in hand as a draft. */
export const fullLibrary = (path: string, planned: boolean): ReturnType<typeof fullWeek> => {
  const week = fullWeek(1);
  const { problem, showings } = week;
  const library = valueOrThrow(createLibrary(path, readMigrations(join(root, "electron/migrations"))));
  const { db } = library;
  const { screens, ...house } = chainHouse;
  db.transaction(() => {
    db.prepare(
      `INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
       VALUES (@venue, @name, @timeZone, @opens, @lastStart, @closes, @trailers, @cleaning, @stagger, @grid)`,
    ).run(house);
    const screen = db.prepare(
      "INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (?, 1, ?, ?, ?, ?)",
    );
    for (const { screen: id, name, capacity, formats } of screens)
      screen.run(id, id, name, capacity, JSON.stringify(formats));
    const film = db.prepare(
      "INSERT INTO film (id, title, runtime, distributor, release_date) VALUES (@film, @title, @runtime, @distributor, @releaseDate)",
    );
    const booking = db.prepare(
      "INSERT INTO booking (venue, film, available_from) VALUES (1, @film, @releaseDate)",
    );
    for (const { film: id, title, runtime, distributor, releaseDate } of problem.candidates) {
      film.run({ film: id, title, runtime, distributor, releaseDate });
      booking.run({ film: id, releaseDate });
    }
    const played = db.prepare(
      "INSERT INTO showing (screen, film, business_date, start, capacity, admissions) VALUES (?, ?, ?, ?, ?, ?)",
    );
    const { history } = problem;
    history.date.forEach((date, at) => {
      played.run(
        history.screen[at],
        history.film[at],
        date,
        history.start[at],
        history.capacity[at],
        history.admissions[at],
      );
    });
    if (!planned) return;
    const draft = startDraft(
      problem,
      {
        week: problem.week,
        slate: problem.candidates.map(({ film: id }) => id),
        showings,
        forecast: [],
        proof: [],
        seconds: 0,
      },
      [],
      null,
    );
    db.prepare("INSERT INTO plan_draft (venue, week, saved_at, draft) VALUES (1, ?, 0, ?)").run(
      problem.week,
      JSON.stringify(keptDraft(draft)),
    );
  })();
  closeLibrary(library);
  return week;
};

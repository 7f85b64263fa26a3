/**
 * A library of a national chain's size, invented and seeded: 100,000 films, 1,000,000 members, 25 interactions a member,
 * 2,000,000 showings. It is kept in the system's folder for temporary files, so that a second bench finds it.
 */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Connection,
  closeLibrary,
  createLibrary,
  readMigrations,
  removeLibraryFiles,
} from "../../electron/data/store/library.ts";
import { root } from "../../scripts/runtime/places.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const films = 100_000;
const venues = 100;
const screensAVenue = 8;
const showingsAScreen = 2000;
const attendanceDays = 400_000;

const latin =
  "Lantern Street Quiet Orbit River Night Harbour Glass Winter Last Train Paper Moon Silent Garden Blue Hour Iron Tide Small Fire Amélie Łódź Étoile North Letter House Long Road Salt Wind Hollow Crown".split(
    " ",
  );
const han = [
  ..."灯笼街静轨河夜港湾玻璃冬末班列车纸月无声花园蓝时刻铁潮小火北方来信长路盐风空冠山海城春秋雨雪梦人生天地爱情故事",
];
const genres =
  "Action Adventure Animation Children Comedy Crime Documentary Drama Fantasy Film-Noir Horror IMAX Musical Mystery Romance Sci-Fi Thriller War Western".split(
    " ",
  );
const languages = ["en", "en", "en", "zh", "zh", "fr", "ja", "es", "ko", "de"];

const rowsAtOnce = 500;

/** Inserts rows of `width` cells by statements of many rows. */
const bulk = (db: Connection, into: string, width: number) => {
  const values = (rows: number): string =>
    Array(rows)
      .fill(`(${Array(width).fill("?").join(",")})`)
      .join(",");
  const many = db.prepare(`INSERT INTO ${into} VALUES ${values(rowsAtOnce)}`);
  let cells: unknown[] = [];
  return {
    add: (...row: unknown[]): void => {
      for (const cell of row) cells.push(cell);
      if (cells.length < rowsAtOnce * width) return;
      many.run(cells);
      cells = [];
    },
    end: (): void => {
      if (cells.length > 0)
        db.prepare(`INSERT INTO ${into} VALUES ${values(cells.length / width)}`).run(cells);
      cells = [];
    },
  };
};

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** A few films take most of the interest. */
const popular = (random: Random): number => 1 + Math.floor(films * random() ** 2.5);

const writeFilms = (db: Connection, random: Random): void => {
  for (const [at, name] of genres.entries()) db.prepare("INSERT INTO genre VALUES (?, ?)").run(at + 1, name);
  const keyword = bulk(db, "keyword (id, name)", 2);
  for (let id = 1; id <= 2000; id++) keyword.add(id, `keyword ${id}`);
  keyword.end();
  const person = bulk(db, "person (id, name, name_zh)", 3);
  for (let id = 1; id <= 50_000; id++)
    person.add(
      id,
      `${pick(random, latin)} ${pick(random, latin)}${id % 97}`,
      id % 5 === 0 ? pick(random, han) + pick(random, han) + pick(random, han) : null,
    );
  person.end();
  const film = bulk(
    db,
    "film (id, title, title_zh, year, release_date, runtime, certificate, language, studio, distributor, synopsis)",
    11,
  );
  const filmGenre = bulk(db, "film_genre (film, genre)", 2);
  const filmKeyword = bulk(db, "film_keyword (film, keyword)", 2);
  const credit = bulk(db, "credit (film, role, ordinal, person)", 4);
  for (let id = 1; id <= films; id++) {
    const year = 2026 - Math.floor(60 * random() ** 2);
    const title = `${pick(random, latin)} ${pick(random, latin)} ${id % 3 === 0 ? pick(random, latin) : id}`;
    film.add(
      id,
      title,
      Array.from({ length: 2 + (id % 4) }, () => pick(random, han)).join(""),
      year,
      `${year}-${String(1 + (id % 12)).padStart(2, "0")}-${String(1 + (id % 28)).padStart(2, "0")}`,
      70 + Math.floor(random() * 100),
      pick(random, ["U", "PG", "12A", "15", "18", null]),
      pick(random, languages),
      `Studio ${Math.floor(300 * random() ** 2)}`,
      `Distributor ${Math.floor(120 * random() ** 2)}`,
      `${title}: a story of two people and a long night.`,
    );
    for (const genre of new Set(
      [0, 1, 2].slice(0, 1 + (id % 3)).map(() => 1 + Math.floor(genres.length * random() ** 1.4)),
    ))
      filmGenre.add(id, genre);
    for (const word of new Set([0, 1, 2].map(() => 1 + Math.floor(2000 * random() ** 2))))
      filmKeyword.add(id, word);
    credit.add(id, "director", 0, 1 + Math.floor(random() * 50_000));
    for (let ordinal = 0; ordinal < 4; ordinal++)
      credit.add(id, "cast", ordinal, 1 + Math.floor(random() * 50_000));
  }
  for (const each of [film, filmGenre, filmKeyword, credit]) each.end();
};

const writeMembers = (db: Connection, random: Random, members: number): void => {
  const member = bulk(db, "member (id, key, joined, age_band, gender, occupation, area)", 7);
  for (let id = 1; id <= members; id++) {
    const key = Buffer.alloc(16);
    key.writeUInt32BE(id);
    member.add(
      id,
      key,
      isoDay(17_000 + Math.floor(random() * 3500)),
      pick(random, ["16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", null]),
      pick(random, ["F", "M", null]),
      `Occupation ${Math.floor(random() * 40)}`,
      `Area ${Math.floor(300 * random() ** 1.5)}`,
    );
  }
  member.end();
};

const writeInteractions = (db: Connection, random: Random, members: number): void => {
  db.exec("DROP INDEX interaction_by_film");
  const interaction = bulk(db, "interaction (member, film, kind, at, value)", 5);
  for (let member = 1; member <= members; member++) {
    const wanted = member % 10 === 0 ? 76 : 22;
    const seen = Int32Array.from({ length: wanted }, () => popular(random)).sort();
    const taste = member % 7;
    for (let at = 0; at < wanted; at++) {
      const film = seen[at] as number;
      if (film === seen[at - 1]) continue;
      const ticket = random() < 0.3;
      interaction.add(
        member,
        film,
        ticket ? 1 : 0,
        1_500_000_000 + Math.floor(random() * 2.6e8),
        ticket ? 1 : Math.min(5, 0.5 * Math.ceil(10 * random() ** (film % 7 === taste ? 0.3 : 0.8))),
      );
    }
  }
  interaction.end();
  db.exec("CREATE INDEX interaction_by_film ON interaction (film, kind)");
  db.exec("INSERT INTO rating_scale VALUES (1, 0.5, 5, 0.5)");
  db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
};

const writeHouse = (db: Connection, random: Random): void => {
  const showing = bulk(db, "showing (screen, film, business_date, start, capacity, admissions, gross)", 7);
  for (let venue = 1; venue <= venues; venue++) {
    db.prepare(
      "INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid) VALUES (?, ?, 'Europe/Amsterdam', 600, 1380, 1590, 15, 15, 5, 15)",
    ).run(venue, `Venue ${venue}`);
    for (let screen = 1; screen <= screensAVenue; screen++) {
      const id = (venue - 1) * screensAVenue + screen;
      const capacity = 60 + Math.floor(random() * 300);
      db.prepare(
        "INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (?, ?, ?, ?, ?, '[\"2D\"]')",
      ).run(id, venue, screen, `Screen ${screen}`, capacity);
      for (let at = 0; at < showingsAScreen; at++) {
        const admissions = Math.floor(capacity * random() ** 2);
        showing.add(
          id,
          popular(random),
          isoDay(20_000 + Math.floor(at / 5)),
          600 + (at % 5) * 170,
          capacity,
          admissions,
          admissions * 9.5,
        );
      }
    }
  }
  showing.end();
  const day = bulk(db, "attendance_day (venue, film, date, showings, capacity, admissions, gross)", 7);
  for (let at = 0; at < attendanceDays; at++) {
    const perVenue = attendanceDays / venues;
    day.add(
      1 + Math.floor(at / perVenue),
      1 + Math.floor((at % perVenue) / 40),
      isoDay(19_000 + (at % 40)),
      3,
      600,
      Math.floor(600 * random() ** 2),
      null,
    );
  }
  day.end();
};

/** Path of the library with so many million interactions, written when it is not there. */
export const largeLibrary = (millions: number): string => {
  const folder = join(tmpdir(), "marquee-bench");
  const path = join(folder, `chain-2-${millions}m.marquee`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const part = `${path}.part`;
  removeLibraryFiles(part);
  const members = Math.round(millions * 40_000);
  const library = valueOrThrow(createLibrary(part, readMigrations(join(root, "electron/migrations"))));
  const { db } = library;
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF"); // rows of one table are written before those they point at
  const random = seededRandom(1);
  for (const [what, write] of [
    ["films", () => writeFilms(db, random)],
    ["members", () => writeMembers(db, random, members)],
    ["interactions", () => writeInteractions(db, random, members)],
    ["showings", () => writeHouse(db, random)],
  ] as const) {
    const start = performance.now();
    db.transaction(write)();
    process.stderr.write(`wrote ${what} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  }
  closeLibrary(library);
  renameSync(part, path);
  return path;
};

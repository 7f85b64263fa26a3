/** Writes a made world into an empty library, one transaction a table. */
import { createHash } from "node:crypto";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../breathe.ts";
import type { Connection, Library } from "../store/library.ts";
import { addDays } from "./calendar.ts";
import type { Film } from "./films.ts";
import { house, houseNameZh, houseRegion } from "./house.ts";
import { posterOf } from "./poster/poster.ts";
import type { World } from "./world.ts";

type Row = readonly (string | number | null | Uint8Array)[];

const insert = (db: Connection, table: string, columns: string, rows: Iterable<Row>): void => {
  const places = columns
    .split(",")
    .map(() => "?")
    .join(", ");
  const statement = db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${places})`);
  for (const row of rows) statement.run(...row);
};

const writeCatalogue = (db: Connection, { films, people }: World): void => {
  insert(
    db,
    "person",
    "id, name, name_zh",
    people.map(({ id, name, nameZh }) => [id, name, nameZh]),
  );
  insert(
    db,
    "film",
    "id, title, title_zh, year, release_date, runtime, certificate, language, synopsis, synopsis_zh, studio, distributor, series, series_zh",
    films.map((film) => [
      film.id,
      film.title,
      film.titleZh,
      Number(film.releaseDate.slice(0, 4)),
      film.releaseDate,
      film.runtime,
      film.certificate,
      film.language,
      film.synopsis,
      film.synopsisZh,
      film.studio,
      film.distributor,
      film.series?.[0] ?? null,
      film.series?.[1] ?? null,
    ]),
  );
  const genres = [...new Set(films.flatMap((film) => film.genres))].sort();
  insert(
    db,
    "genre",
    "id, name",
    genres.map((name, index) => [index + 1, name]),
  );
  insert(
    db,
    "film_genre",
    "film, genre",
    films.flatMap((film) => film.genres.map((genre) => [film.id, genres.indexOf(genre) + 1])),
  );
  insert(
    db,
    "credit",
    "film, role, ordinal, person",
    films.flatMap((film) => [
      [film.id, "director", 0, film.director.id],
      [film.id, "writer", 0, film.writer.id],
      ...film.cast.map((person, index) => [film.id, "cast", index, person.id]),
    ]),
  );
  insert(
    db,
    "film_version",
    "id, film, format, audio, subtitles",
    films.flatMap((film) =>
      film.versions.map(({ id, format, audio, subtitles }) => [id, film.id, format, audio, subtitles]),
    ),
  );
  insert(
    db,
    "film_key",
    "source, key, film",
    films.map(({ id }) => ["sample", `film-${id}`, id]),
  );
};

const writePosters = (db: Connection, { films }: World, seed: number): void =>
  insert(
    db,
    "poster",
    "film, media_type, image",
    films.map((film) => [film.id, "image/svg+xml", Buffer.from(posterOf(film, seed), "utf8")]),
  );

/** Weekly terms a distributor would ask: more shows for events, and early in the run. */
export const minimumShows = (film: Film, weeks: number): number =>
  Math.max(1, Math.min(4, film.scale - 1 - Math.floor(Math.max(0, weeks) / 3)));

const writeHouse = (db: Connection, { films, playing, lastPlayed, holidays, today }: World): void => {
  insert(
    db,
    "venue",
    "id, name, name_zh, time_zone, region, opens, last_start, closes, trailers, cleaning, stagger, grid",
    [
      [
        house.venue,
        house.name,
        houseNameZh,
        house.timeZone,
        houseRegion,
        house.opens,
        house.lastStart,
        house.closes,
        house.trailers,
        house.cleaning,
        house.stagger,
        house.grid,
      ],
    ],
  );
  insert(
    db,
    "screen",
    "id, venue, ordinal, name, capacity, formats",
    house.screens.map(({ screen, name, capacity, formats }) => [
      screen,
      house.venue,
      screen,
      name,
      capacity,
      JSON.stringify(formats),
    ]),
  );
  insert(
    db,
    "holiday",
    "region, date, name, name_zh",
    holidays.map(({ region, date, name, nameZh }) => [region, date, name, nameZh]),
  );
  insert(
    db,
    "booking",
    "venue, film, available_from, available_to, min_shows_per_day, hire_share",
    films
      .filter(({ era }) => era !== "past")
      .map((film) => {
        const weeks =
          film.era === "upcoming" ? 0 : (Date.parse(today) - Date.parse(film.releaseDate)) / 604_800_000;
        const until =
          film.era === "upcoming" || playing.includes(film)
            ? null
            : (lastPlayed.get(film) ?? addDays(film.releaseDate, 27));
        return [
          house.venue,
          film.id,
          film.releaseDate,
          until,
          minimumShows(film, weeks),
          Math.round((0.4 + 0.035 * film.scale) * 100) / 100,
        ];
      }),
  );
};

const writeShowings = (db: Connection, { showings }: World): void =>
  insert(
    db,
    "showing",
    "id, screen, film, version, business_date, start, capacity, admissions, gross",
    showings.map((showing) => [
      showing.id,
      showing.screen,
      showing.film.id,
      showing.version.id,
      showing.date,
      showing.start,
      showing.capacity,
      showing.admissions,
      showing.gross,
    ]),
  );

const writeMembers = (db: Connection, { members, segments }: World, seed: number): void => {
  insert(
    db,
    "member",
    "id, key, joined, age_band, gender, occupation, area",
    members.map((member) => [
      member.id,
      createHash("sha256").update(`sample/${seed}/member/${member.id}`).digest(),
      member.joined,
      member.ageBand,
      member.gender,
      member.occupation,
      member.area,
    ]),
  );
  segments.forEach(({ segment, members: inside }, index) => {
    insert(db, "segment", "id, name, name_zh, rule", [
      [index + 1, segment.name, segment.nameZh, JSON.stringify(segment.rule)],
    ]);
    insert(
      db,
      "segment_member",
      "segment, member",
      inside.map(({ id }) => [index + 1, id]),
    );
  });
};

/** In the order of the primary key, which a table without row ids is written fastest in. */
const writeInteractions = (db: Connection, { ratings, visits, viewings, campaign, instant }: World): void => {
  const kind = interactionKindCode;
  const rows = [
    ...ratings.map(({ member, film, at, value }) => [member.id, film.id, kind("rating"), at, value]),
    ...[...visits, ...campaign.visits].map(({ member, showing, seats }) => [
      member.id,
      showing.film.id,
      kind("ticket"),
      instant(showing.date, showing.start),
      seats,
    ]),
    ...viewings.map(({ member, film, at, minutes }) => [member.id, film.id, kind("view"), at, minutes]),
    ...viewings.map(({ member, film, at, minutes }) => [
      member.id,
      film.id,
      kind("completion"),
      at,
      Math.round((minutes / film.runtime) * 1000) / 1000,
    ]),
  ] as [number, number, number, number, number][];
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  insert(db, "interaction", "member, film, kind, at, value", rows);
};

const writeCampaign = (db: Connection, { campaign }: World): void => {
  const { sent, weeks, members } = campaign;
  insert(db, "campaign", "id, ordinal, name, kind, sent, weeks, cost", [
    ["sample", 1, "Autumn voucher", "offer", sent, weeks, 4],
  ]);
  insert(
    db,
    "campaign_member",
    "campaign, member, treated",
    [...members]
      .sort((a, b) => a.member.id - b.member.id)
      .map(({ member, treated }) => ["sample", member.id, treated ? 1 : 0]),
  );
};

const writeReviews = (db: Connection, { reviews }: World): void =>
  insert(
    db,
    "review",
    "id, film, venue, member, channel, language, at, rating, text",
    reviews.map((review) => [
      review.id,
      review.film?.id ?? null,
      review.ofVenue ? house.venue : null,
      review.member?.id ?? null,
      review.channel,
      review.language,
      review.at,
      review.rating,
      review.text,
    ]),
  );

const writeSettings = (db: Connection, { today }: World, seed: number): void => {
  insert(db, "rating_scale", "only, min, max, step", [[1, 0.5, 5, 0.5]]);
  insert(db, "setting", "name, value", [["sample", JSON.stringify({ seed, today })]]);
  db.prepare(
    "UPDATE setting SET value = CAST(value AS INTEGER) + 1 WHERE name = 'interaction_revision'",
  ).run();
};

export const writeWorld = async (
  { db }: Library,
  world: World,
  seed: number,
  reached: (share: number, phase: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  const parts: readonly [string, () => void][] = [
    ["films", () => writeCatalogue(db, world)],
    ["posters", () => writePosters(db, world, seed)],
    ["house", () => writeHouse(db, world)],
    ["showings", () => writeShowings(db, world)],
    ["members", () => writeMembers(db, world, seed)],
    ["interactions", () => writeInteractions(db, world)],
    ["campaign", () => writeCampaign(db, world)],
    ["reviews", () => writeReviews(db, world)],
    ["settings", () => writeSettings(db, world, seed)],
  ];
  for (const [index, [phase, write]] of parts.entries()) {
    reached(index / parts.length, phase);
    await breathe();
    signal.throwIfAborted();
    db.transaction(write).immediate();
  }
  reached(1, "done");
};

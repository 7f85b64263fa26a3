/** Tags, reviews and posters of a staged import into the library. */
import type { Change } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import type { Staged } from "../staging/stage.ts";

export const applyTags = (db: Connection, importRun: number): void => {
  db.prepare(
    `INSERT OR IGNORE INTO main.tag (member, film, text, at, import_run)
     SELECT m.id, f.id, t.text, t.at, ? FROM staging.tag AS t
     JOIN staging.member_id AS m ON m.ix = t.member JOIN staging.film_id AS f ON f.ix = t.film`,
  ).run(importRun);
};

type StoredReview = { id: number; text: string; rating: number | null; polarity: number | null; at: number };

export const applyReviews = (db: Connection, { input, house }: Staged, importRun: number): Change[] => {
  const changes: Change[] = [];
  const changed = db
    .prepare(
      `SELECT known.id, known.text, known.rating, known.polarity, known.at,
              r.text AS newText, r.rating AS newRating, r.polarity AS newPolarity, r.at AS newAt
       FROM staging.review AS r JOIN main.review AS known ON known.source = ? AND known.key = r.key
       WHERE known.text IS NOT r.text OR known.rating IS NOT r.rating OR known.polarity IS NOT r.polarity
         OR known.at IS NOT r.at`,
    )
    .all(input.system) as (StoredReview & {
    newText: string;
    newRating: number | null;
    newPolarity: number | null;
    newAt: number;
  })[];
  const update = db.prepare("UPDATE main.review SET text = ?, rating = ?, polarity = ?, at = ? WHERE id = ?");
  for (const { id, text, rating, polarity, at, newText, newRating, newPolarity, newAt } of changed) {
    update.run(newText, newRating, newPolarity, newAt, id);
    changes.push({
      entity: "review",
      key: { id },
      before: { text, rating, polarity, at },
      after: { text: newText, rating: newRating, polarity: newPolarity, at: newAt },
    });
  }
  const venueIds = JSON.stringify(Object.fromEntries(house.venueIds));
  db.prepare(
    `INSERT OR IGNORE INTO main.review
       (film, venue, member, channel, language, at, rating, text, source, key, polarity, import_run)
     SELECT f.id, v.value, m.id, r.channel, r.language, r.at, r.rating, r.text, @system, r.key, r.polarity, @importRun
     FROM staging.review AS r
     LEFT JOIN staging.film_id AS f ON f.ix = r.film
     LEFT JOIN staging.member_id AS m ON m.ix = r.member
     LEFT JOIN json_each(@venueIds) AS v ON v.key = r.venue
     WHERE NOT EXISTS (SELECT 1 FROM main.review AS known WHERE known.source = @system AND known.key = r.key)`,
  ).run({ system: input.system, importRun, venueIds });
  return changes;
};

/** A film keeps the picture it has. */
export const applyPosters = async (
  db: Connection,
  { gathering, films, filmIds, input }: Staged,
  importRun: number,
): Promise<number> => {
  if (gathering.posters.length === 0) return 0;
  const insert = db.prepare(
    "INSERT OR IGNORE INTO main.poster (film, media_type, image, import_run) VALUES (?, ?, ?, ?)",
  );
  const byKey = new Map(films.map(({ record, id }) => [record.key, id]));
  let added = 0;
  for (const { film, record, file } of gathering.posters) {
    const id = byKey.get(film) ?? filmIds[gathering.filmKeys.find(film)];
    const image = await input.image(file, record.image);
    if (id && image) added += insert.run(id, record.mediaType, image, importRun).changes;
  }
  return added;
};

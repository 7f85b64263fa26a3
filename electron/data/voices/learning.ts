/** Texts that teach, and the one reader that was learned from them. */

import { type TextLabel, textLabels } from "../../../shared/contract/voices-labels.ts";
import type {
  SentimentCard,
  TaughtTexts,
  voicesLearningDataContract,
} from "../../../shared/contract/voices-learning.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { wordsRevision } from "../../../shared/domain/aspect-words.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { lexiconReader } from "../../../shared/domain/voices.ts";
import { scaleOf } from "../feedback/give.ts";
import { forgettings } from "../privacy/forgotten.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { changedWords } from "./aspect-words.ts";

interface TaughtRow {
  readonly id: number;
  readonly rating: number | null;
  readonly label: TextLabel | null;
  readonly text: string;
}

/** The scale's ends, wider where reviews were rated on another. */
const endsOf = (db: Connection): { readonly min: number; readonly max: number } => {
  const scale = scaleOf(db);
  const found = db.prepare("SELECT min(rating) AS min, max(rating) AS max FROM review").get() as {
    min: number | null;
    max: number | null;
  };
  return {
    min: Math.min(scale.min, found.min ?? scale.min),
    max: Math.max(scale.max, found.max ?? scale.max),
  };
};

const taughtTexts = (db: Connection, after: number, limit: number): TaughtTexts => {
  const { min, max } = endsOf(db);
  const rows = db
    .prepare(
      `SELECT r.id, r.rating, l.label, r.text FROM review AS r LEFT JOIN text_label AS l ON l.review = r.id
       WHERE r.id > ? AND (r.rating IS NOT NULL OR l.label IS NOT NULL) ORDER BY r.id LIMIT ?`,
    )
    .all(after, limit) as TaughtRow[];
  return {
    ids: Int32Array.from(rows, ({ id }) => id),
    ratings: Float32Array.from(rows, ({ rating }) =>
      rating === null ? Number.NaN : (rating - min) / (max - min),
    ),
    labels: Int8Array.from(rows, ({ label }) => (label === null ? -1 : textLabels.indexOf(label))),
    texts: rows.map(({ text }) => text),
    forgettings: forgettings(db),
  };
};

const cardIn = (db: Connection): SentimentCard | null => {
  const card = db.prepare("SELECT card FROM sentiment_model").pluck().get() as string | undefined;
  return card === undefined ? null : (JSON.parse(card) as SentimentCard);
};

/** Who reads this library's texts: aspects by the lexicon and what was changed of it, the feeling of a whole text by the own model where that is better. */
export const readerOf = (db: Connection): string => {
  const card = cardIn(db);
  const revision = wordsRevision(changedWords(db));
  return [
    lexiconReader,
    ...(revision ? [`~${revision}`] : []),
    ...(card?.better ? [`+${card.id}`] : []),
  ].join("");
};

export const voicesLearningHandlers = (session: Session): Handlers<typeof voicesLearningDataContract> => ({
  taughtTexts: ({ after, limit }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(taughtTexts(library.value.db, after, limit)) : library;
  },
  sentimentModel: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ card: cardIn(library.value.db) }) : library;
  },
  loadSentimentModel: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db.prepare("SELECT card, weights FROM sentiment_model").get() as
      | { card: string; weights: Uint8Array }
      | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ card: JSON.parse(row.card) as SentimentCard, weights: new Uint8Array(row.weights) });
  },
  keepSentimentModel: ({ card, weights, forgettings: learned }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (learned !== forgettings(db)) return err({ type: "ForgottenMeanwhile" });
    db.prepare(
      "INSERT OR REPLACE INTO sentiment_model (only, id, created_at, card, weights) VALUES (1, ?, ?, ?, ?)",
    ).run(card.id, card.createdAt, JSON.stringify(card), weights);
    return ok({});
  },
});

/** Reads the library's texts, batch by batch, by workers side by side; each batch is kept once it is done, in the order of the texts. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { TextModelName } from "../../shared/contract/texts.ts";
import type { StoredTexts, voicesContract } from "../../shared/contract/voices.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { textLanguages } from "../../shared/domain/voices.ts";
import { breather } from "../models/breather.ts";
import type { Engines } from "../models/engine.ts";
import { needsNoEngine } from "../models/text/text-model-bytes.ts";
import { burstsOf, type Posted } from "../models/voices/bursts.ts";
import type { Subject } from "../models/voices/mentions.ts";
import { fingerprintAt, NearDuplicates } from "../models/voices/near-duplicates.ts";
import { type BatchRead, praiseBy, type TextBatch } from "../models/voices/text-reader.ts";
import { type Hire, openReadingCrew, type ReadingCrew } from "./reading-crew.ts";
import { type NoLibrary, received } from "./received.ts";
import { keptReader } from "./sentiment-handlers.ts";

const batch = 2000;
/** Fewer are read before a worker would be ready. */
const worthHiring = 2 * batch;

/** Workers to read with, at most `most`. */
export interface Hiring {
  readonly most: number;
  readonly hire: Hire;
}
const nobodyToHire: Hiring = {
  most: 1,
  hire: () => {
    throw new Error("nobody to hire");
  },
};

const subjectOf = (film: number, venue: number): string =>
  film > 0 ? `f${film}` : venue > 0 ? `v${venue}` : "";
const unknown: Subject = { venue: false, titles: [], cast: [], directors: [] };

const batchOf = (
  { texts, films, venues, read }: StoredTexts,
  known: ReadonlyMap<string, Subject>,
): TextBatch => {
  const places = new Map<string, number>();
  const subjects: Subject[] = [];
  const subject = Int32Array.from(texts, (_, n) => {
    const key = subjectOf(films[n] as number, venues[n] as number);
    const place = places.get(key) ?? subjects.push(known.get(key) ?? unknown) - 1;
    places.set(key, place);
    return place;
  });
  const fresh = Int32Array.from([...texts.keys()].filter((n) => read[n] === 0));
  return { texts, fresh, subject, subjects };
};

interface Ahead {
  readonly stored: StoredTexts;
  readonly asked: TextBatch;
  readonly read: Promise<BatchRead>;
}

/** Batches in the order of the texts, of which as many are with the crew as keep it busy. */
async function* batchesOf(
  data: DataClient,
  reader: string,
  crew: ReadingCrew,
  signal: AbortSignal,
): AsyncGenerator<Result<Omit<Ahead, "read"> & { readonly found: BatchRead }, NoLibrary>> {
  const known = new Map<string, Subject>();
  const ahead: Ahead[] = [];
  let [after, isOver] = [0, false];
  for (;;) {
    signal.throwIfAborted();
    while (!isOver && ahead.length < crew.ahead) {
      const page = received(await data.storedTexts({ reader, after, limit: batch }));
      if (!page.ok) return yield page;
      const stored = page.value;
      isOver = stored.ids.length < batch;
      if (stored.ids.length === 0) break;
      after = stored.ids.at(-1) as number;
      const named = await nameSubjects(data, stored, known);
      if (!named.ok) return yield named;
      const asked = batchOf(stored, known);
      const read = crew.read(asked, signal);
      read.catch(() => undefined); // told where its turn comes
      ahead.push({ stored, asked, read });
    }
    const first = ahead.shift();
    if (!first) return;
    const found = await first.read;
    signal.throwIfAborted();
    yield ok({ stored: first.stored, asked: first.asked, found });
  }
}

const nameSubjects = async (
  data: DataClient,
  { films, venues }: StoredTexts,
  known: Map<string, Subject>,
): Promise<Result<object, NoLibrary>> => {
  const missing = (ids: Int32Array, prefix: string): number[] =>
    [...new Set(ids)].filter((id) => id > 0 && !known.has(`${prefix}${id}`));
  const asked = { films: missing(films, "f"), venues: missing(venues, "v") };
  if (asked.films.length + asked.venues.length === 0) return ok({});
  const answer = received(await data.textSubjects(asked));
  if (!answer.ok) return answer;
  for (const film of answer.value.films) known.set(`f${film.id}`, { ...film, venue: false });
  for (const venue of answer.value.venues) known.set(`v${venue.id}`, { ...venue, venue: true });
  return ok({});
};

export const voicesHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  { most, hire }: Hiring = nobodyToHire,
): Handlers<typeof voicesContract> => ({
  async readTexts(_input, { signal, progress }) {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const data = await connected;
    const state = received(await data.readingState({}));
    if (!state.ok) return state;
    const { texts: of, reader } = state.value;
    const changed = received(await data.aspectWords({}));
    if (!changed.ok) return changed;
    const learned = await keptReader(data, engines);
    const own = learned?.card.better ? learned : null;
    const shared = own && needsNoEngine(own.model.name) ? own.weights : null;
    const crew = await openReadingCrew(of > worthHiring ? most : 1, hire, shared, changed.value.words);
    const duplicates = new NearDuplicates();
    const posted: Posted[] = [];
    const groupsBefore: { alike: number; burst: number }[] = [];
    const languages = { en: 0, zh: 0, other: 0 };
    let [read, mentioned] = [0, 0];
    const breathe = breather(30);
    let keeping: ReturnType<DataClient["keepReadings"]> = Promise.resolve(ok({}));
    try {
      for await (const next of batchesOf(data, reader, crew, signal)) {
        if (!next.ok) return next;
        const { stored, asked, found } = next.value;
        const { ids, films, venues, at, texts } = stored;
        const { fresh } = asked;
        for (const [n, id] of ids.entries()) {
          const alike = duplicates.add(id, fingerprintAt(found.fingerprints, n));
          const subject = subjectOf(films[n] as number, venues[n] as number);
          posted.push({ id, subject, at: at[n] as number, alike, short: found.short[n] === 1 });
          groupsBefore.push({ alike: stored.alike[n] as number, burst: stored.bursts[n] as number });
          await breathe();
        }
        const first = posted.length - ids.length;
        const alikeOf = (n: number): number => (posted[first + n] as Posted).alike;
        const kept = received(await keeping);
        if (!kept.ok) return kept;
        if (fresh.length > 0) {
          for (const n of fresh) (groupsBefore[first + n] as { alike: number }).alike = alikeOf(n);
          const fromEngine = own && !shared;
          keeping = data.keepReadings({
            reader,
            ids: fresh.map((n) => ids[n] as number),
            languages: found.languages,
            positive: fromEngine
              ? await praiseBy(
                  own.model,
                  Array.from(fresh, (n) => texts[n] as string),
                  breathe,
                )
              : found.positive,
            alike: fresh.map(alikeOf),
            mentions: found.mentions,
          });
        }
        for (const language of found.languages) languages[textLanguages[language] as "en"]++;
        mentioned += found.mentions.aspects.length;
        read += fresh.length;
        const secondsLeft = (seconds() * (of - posted.length)) / posted.length;
        progress({ done: posted.length, of, secondsLeft: Math.max(0, secondsLeft) });
      }
    } finally {
      crew.close();
      own?.model.dispose();
      await keeping;
    }
    const all = received(await keeping);
    if (!all.ok) return all;
    const bursts = burstsOf(posted);
    const burstOf = (id: number): number => bursts.get(id) ?? 0;
    const moved = posted.filter(({ id, alike }, n) => {
      const before = groupsBefore[n] as (typeof groupsBefore)[number];
      return before.alike !== alike || before.burst !== burstOf(id);
    });
    const kept = received(
      await data.keepTextGroups({
        ids: Int32Array.from(moved, ({ id }) => id),
        alike: Int32Array.from(moved, ({ alike }) => alike),
        bursts: Int32Array.from(moved, ({ id }) => burstOf(id)),
      }),
    );
    if (!kept.ok) return kept;
    return ok({
      read,
      skipped: posted.length - read,
      languages,
      mentions: mentioned,
      nearDuplicates: posted.filter(({ id, alike }) => id !== alike).length,
      inBursts: bursts.size,
      bursts: new Set(bursts.values()).size,
      feelingBy: own ? (own.model.name as TextModelName) : "bundled",
      seconds: seconds(),
    });
  },
});

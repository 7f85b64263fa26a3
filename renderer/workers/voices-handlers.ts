/** Reads the library's texts, a batch at a time, each kept once it is done. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { TextModelName } from "../../shared/contract/texts.ts";
import type { StoredTexts, voicesContract } from "../../shared/contract/voices.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { textLanguages } from "../../shared/domain/voices.ts";
import type { Engines } from "../models/engine.ts";
import { breather } from "../models/optimise.ts";
import { readText as readTokens } from "../models/text/reading.ts";
import type { TextModel } from "../models/text/text-model.ts";
import { burstsOf, isShort, type Posted } from "../models/voices/bursts.ts";
import { includedLexicon } from "../models/voices/lexicon.ts";
import { readText, type Subject } from "../models/voices/mentions.ts";
import { NearDuplicates } from "../models/voices/near-duplicates.ts";
import { positiveOf } from "../models/voices/sentiment.ts";
import { received } from "./received.ts";
import { keptReader } from "./sentiment-handlers.ts";

const batch = 2000;

/** Probability of praise by the library's own model. */
const praiseBy = async (
  own: TextModel,
  texts: readonly string[],
  step: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> => {
  const P = await own.predict(texts.map(readTokens), { step });
  return Float32Array.from(texts, (_, n) => P[2 * n + 1] as number);
};

const subjectOf = (film: number, venue: number): string =>
  film > 0 ? `f${film}` : venue > 0 ? `v${venue}` : "";
const unknown: Subject = { venue: false, titles: [], cast: [], directors: [] };

export const voicesHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
): Handlers<typeof voicesContract> => {
  const subjects = async (data: DataClient, { films, venues }: StoredTexts, known: Map<string, Subject>) => {
    const missing = (ids: Int32Array, prefix: string): number[] =>
      [...new Set(ids)].filter((id) => id > 0 && !known.has(`${prefix}${id}`));
    const asked = { films: missing(films, "f"), venues: missing(venues, "v") };
    const answer = received(await data.textSubjects(asked));
    if (!answer.ok) return answer;
    for (const film of answer.value.films) known.set(`f${film.id}`, { ...film, venue: false });
    for (const venue of answer.value.venues) known.set(`v${venue.id}`, { ...venue, venue: true });
    return ok({});
  };

  return {
    async readTexts(_input, { signal, progress }) {
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      const data = await connected;
      const state = received(await data.readingState({}));
      if (!state.ok) return state;
      const { texts: of, reader } = state.value;
      const learned = await keptReader(data, engines);
      const own = learned?.card.better ? learned.model : null;
      const lexicon = includedLexicon();
      const known = new Map<string, Subject>();
      const duplicates = new NearDuplicates();
      const posted: Posted[] = [];
      const languages = { en: 0, zh: 0, other: 0 };
      let [read, mentioned] = [0, 0];
      const breathe = breather(30);
      for (let after = 0; ; ) {
        signal.throwIfAborted();
        const stored = received(await data.storedTexts({ reader, after, limit: batch }));
        if (!stored.ok) return stored;
        const { ids, films, venues, at, texts, read: done } = stored.value;
        if (ids.length === 0) break;
        const named = await subjects(data, stored.value, known);
        if (!named.ok) return named;
        const fresh = [...ids.keys()].filter((n) => done[n] === 0);
        const found = [];
        for (const n of fresh) {
          const subject = known.get(subjectOf(films[n] as number, venues[n] as number)) ?? unknown;
          found.push(readText(texts[n] as string, lexicon, subject));
          await breathe();
        }
        for (const [n, text] of texts.entries()) {
          const id = ids[n] as number;
          posted.push({
            id,
            subject: subjectOf(films[n] as number, venues[n] as number),
            at: at[n] as number,
            alike: duplicates.add(id, text),
            short: isShort(text),
          });
          await breathe();
        }
        if (fresh.length > 0) {
          const positive = own
            ? await praiseBy(
                own,
                fresh.map((n) => texts[n] as string),
                breathe,
              )
            : Float32Array.from(found, positiveOf);
          const kept = received(
            await data.keepReadings({
              reader,
              ids: Int32Array.from(fresh, (n) => ids[n] as number),
              languages: Uint8Array.from(found, ({ language }) => textLanguages.indexOf(language)),
              positive,
              mentions: found.map(({ mentions }) => mentions),
            }),
          );
          if (!kept.ok) return kept;
        }
        for (const { language, mentions } of found) {
          languages[language]++;
          mentioned += mentions.length;
        }
        read += fresh.length;
        after = ids.at(-1) as number;
        const secondsLeft = (seconds() * (of - posted.length)) / posted.length;
        progress({ done: posted.length, of, secondsLeft: Math.max(0, secondsLeft) });
      }
      const bursts = burstsOf(posted);
      const kept = received(
        await data.keepTextGroups({
          ids: Int32Array.from(posted, ({ id }) => id),
          alike: Int32Array.from(posted, ({ alike }) => alike),
          bursts: Int32Array.from(posted, ({ id }) => bursts.get(id) ?? 0),
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
        feelingBy: own ? (own.name as TextModelName) : "bundled",
        seconds: seconds(),
      });
    },
  };
};

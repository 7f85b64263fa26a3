/** What a library's rated and labelled texts say of the words by which aspects are read. */
import type { aspectWordsContract } from "../../shared/contract/aspect-words.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { usedWords } from "../models/voices/aspect-words.ts";
import { fewestHolding, WordWeights } from "../models/voices/learned-weights.ts";
import { taughtClass } from "../models/voices/own-sentiment.ts";
import { received } from "./received.ts";

const batch = 2000;

export const aspectWordsHandlers = (
  connected: Promise<DataClient>,
): Handlers<typeof aspectWordsContract> => ({
  async learnedAspectWeights(_input, { signal, progress }) {
    const data = await connected;
    const changed = received(await data.aspectWords({}));
    if (!changed.ok) return changed;
    const weights = new WordWeights(usedWords(changed.value.words));
    const state = received(await data.readingState({}));
    if (!state.ok) return state;
    const started = performance.now();
    const breathe = breather(30);
    let [texts, done] = [0, 0];
    for (let after = 0; ; ) {
      signal.throwIfAborted();
      const page = received(await data.taughtTexts({ after, limit: batch }));
      if (!page.ok) return page;
      const { ids, ratings, labels, texts: read } = page.value;
      if (ids.length === 0) break;
      for (const [n, text] of read.entries()) {
        const taught = taughtClass(ratings[n] as number, labels[n] as number);
        if (taught === null) continue;
        weights.add(text, taught === 1);
        texts++;
        await breathe();
        signal.throwIfAborted();
      }
      done += ids.length;
      const share = Math.min(1, done / state.value.texts);
      progress({ share, secondsLeft: ((performance.now() - started) / 1000) * (1 / share - 1) });
      after = ids.at(-1) as number;
    }
    return ok({ weights: weights.learned(), texts, needed: fewestHolding });
  },
});

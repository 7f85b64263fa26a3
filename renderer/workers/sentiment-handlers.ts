/** The library's own reader of feeling: learned from its texts, judged beside the bundled start, kept where none before it reads better. */
import type { DataClient } from "../../shared/contract/data.ts";
import {
  type SentimentCard,
  type SentimentProgress,
  sentimentClasses,
  type voicesLearningContract,
} from "../../shared/contract/voices-learning.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import type { Engines } from "../models/engine.ts";
import { measured } from "../models/text/measured.ts";
import { type ReadText, readText } from "../models/text/reading.ts";
import type { TextModel } from "../models/text/text-model.ts";
import { encodeTextModel } from "../models/text/text-model-bytes.ts";
import { decodeTextModel, textAlgorithms } from "../models/text/text-models.ts";
import { lexiconWith } from "../models/voices/lexicon.ts";
import { readText as readVoice } from "../models/voices/mentions.ts";
import { heldOut, lessons, taughtClass } from "../models/voices/own-sentiment.ts";
import { positiveOf } from "../models/voices/sentiment.ts";
import { type NoLibrary, received, stored } from "./received.ts";
import { forTextModel } from "./text-handlers.ts";

const batch = 2000;
/** Of each class; fewer leave too few to judge by. */
const fewest = 50;
const nobody = { venue: false, titles: [], cast: [], directors: [] };

export interface OwnReader {
  readonly card: SentimentCard;
  readonly model: TextModel;
  readonly weights: Uint8Array;
}

/** What was learned before; null = nothing, or by another version. */
export const keptReader = async (data: DataClient, engines: Engines): Promise<OwnReader | null> => {
  const loaded = await data.loadSentimentModel({});
  if (!loaded.ok) return null;
  const { card, weights } = loaded.value;
  await forTextModel(engines, card.model);
  const model = decodeTextModel(weights);
  return model.ok ? { card, model: model.value, weights } : null;
};

interface Lessons {
  readonly texts: string[];
  readonly label: number[];
  readonly given: number[];
  leftOut: number;
  forgettings: number;
}

const taughtBy = async (data: DataClient, signal: AbortSignal): Promise<Result<Lessons, NoLibrary>> => {
  const found: Lessons = { texts: [], label: [], given: [], leftOut: 0, forgettings: 0 };
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const page = received(await data.taughtTexts({ after, limit: batch }));
    if (!page.ok) return page;
    const { ids, ratings, labels, texts, forgettings } = page.value;
    if (after === 0) found.forgettings = forgettings;
    if (ids.length === 0) return ok(found);
    for (const [n, text] of texts.entries()) {
      const own = labels[n] as number;
      const label = taughtClass(ratings[n] as number, own);
      if (label === null) found.leftOut++;
      else {
        found.texts.push(text);
        found.label.push(label);
        found.given.push(own >= 0 ? 1 : 0);
      }
    }
    after = ids.at(-1) as number;
  }
};

export const sentimentHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
): Handlers<typeof voicesLearningContract> => ({
  async learnSentiment({ model: name, seed }, { signal, progress }) {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const pause = breather(30);
    const breathe = async (): Promise<void> => {
      await pause();
      signal.throwIfAborted();
    };
    const told = (phase: SentimentProgress["phase"], share: number): void =>
      progress({ phase, share, secondsLeft: share > 0 ? (seconds() * (1 - share)) / share : null });
    told("reading", 0);
    const data = await connected;
    const taught = await taughtBy(data, signal);
    if (!taught.ok) return taught;
    const { texts, label, given, leftOut, forgettings } = taught.value;
    const { held, groups } = await heldOut(texts, breathe);
    const rowsOf = (part: number): number[] => [...held.keys()].filter((n) => held[n] === part);
    const [learned, judged] = [rowsOf(0), rowsOf(1)];
    for (const [c, of] of sentimentClasses.entries()) {
      const count = label.filter((one) => one === c).length;
      const inBoth = [learned, judged].every((part) => part.some((n) => label[n] === c));
      if (count < fewest || !inBoth)
        return err({ type: "TooFewTaught", label: of, texts: count, needed: fewest });
    }
    const read: ReadText[] = [];
    for (const [n, text] of texts.entries()) {
      read.push(readText(text));
      await breathe();
      if (n % batch === 0) told("reading", (0.1 * n) / texts.length);
    }
    const of = sentimentClasses.length;
    const truth = Int32Array.from(judged, (n) => label[n] as number);
    const judgedTexts = judged.map((n) => read[n] as ReadText);
    const judge = async (by: TextModel) =>
      measured(await by.predict(judgedTexts, { step: breathe }), truth, of);

    await forTextModel(engines, name);
    const places = lessons(learned, Uint8Array.from(given));
    const model = await textAlgorithms[name].fit(
      {
        texts: places.map((n) => read[n] as ReadText),
        labels: Int32Array.from(places, (n) => label[n] as number),
        classes: sentimentClasses,
        groups: Int32Array.from(places, (n) => groups[n] as number),
      },
      seed,
      {
        async step(share) {
          told("learning", 0.1 + 0.8 * share);
          await breathe();
        },
      },
    );
    try {
      told("judging", 0.9);
      const { report, metrics } = await judge(model);
      const changed = received(await data.aspectWords({}));
      if (!changed.ok) return changed;
      const lexicon = lexiconWith(changed.value.words);
      const P = new Float64Array(of * judged.length);
      for (const [place, n] of judged.entries()) {
        const positive = positiveOf(readVoice(texts[n] as string, lexicon, nobody));
        P.set([1 - positive, positive], of * place);
        await breathe();
      }
      const bundled = measured(P, truth, of).metrics;
      const [negative, positive] = report.classes as [
        SentimentCard["report"]["micro"],
        SentimentCard["report"]["micro"],
      ];
      const weights = encodeTextModel(model);
      const labelled = given.filter((one) => one === 1).length;
      const card: SentimentCard = {
        id: crypto.randomUUID(),
        createdAt: Date.now(),
        model: name,
        seed,
        texts: {
          rated: texts.length - labelled,
          labelled,
          leftOut,
          learned: learned.length,
          held: judged.length,
        },
        split: "hash-of-text",
        metrics,
        bundled,
        better: metrics.f1_macro > bundled.f1_macro,
        report: {
          classes: { negative, positive },
          micro: report.micro,
          macro: report.macro,
          weighted: report.weighted,
        },
        bytes: weights.length,
        seconds: seconds(),
      };
      const before = await keptReader(data, engines);
      const kept = !before || (await judge(before.model)).metrics.f1_macro <= metrics.f1_macro;
      before?.model.dispose();
      signal.throwIfAborted();
      if (kept) {
        const result = stored(await data.keepSentimentModel({ card, weights, forgettings }));
        if (!result.ok) return result;
      }
      told("judging", 1);
      return ok({ card, kept });
    } finally {
      model.dispose();
    }
  },
});

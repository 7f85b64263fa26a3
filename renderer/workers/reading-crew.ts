/** Texts read by workers side by side. Which worker has a text changes nothing of what is read. */
import { type Client, connect } from "../../shared/contract/wire.ts";
import type { AspectWord } from "../../shared/domain/aspect-words.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import type { BatchRead, TextBatch } from "../models/voices/text-reader.ts";
import type { HiredWorker } from "./day-crew.ts";
import { readingContract } from "./reading-contract.ts";
import { readingHand } from "./reading-hand.ts";

export type Hire = () => HiredWorker;

export interface ReadingCrew {
  /** Batches that keep every worker busy. */
  readonly ahead: number;
  /** Rejects with the signal's reason after a cancel. */
  read(batch: TextBatch, signal: AbortSignal): Promise<BatchRead>;
  close(): void;
}

const silent = { progress: () => undefined, block: async () => undefined };

/** This thread, asked as a worker is. */
const handHere = (): Pick<Client<typeof readingContract>, "open" | "read"> => {
  const hand = readingHand();
  const never = new AbortController().signal;
  return {
    open: async (input) => hand.open(input, { signal: never, ...silent }),
    read: async (input, { signal = never } = {}) => hand.read(input, { signal, ...silent }),
  };
};

/** `lanes` workers, hired now and dismissed by `close`; fewer than two: this thread reads. */
export const openReadingCrew = async (
  lanes: number,
  hire: Hire,
  weights: Uint8Array | null,
  words: readonly AspectWord[],
): Promise<ReadingCrew> => {
  const hired = lanes < 2 ? [] : Array.from({ length: lanes }, hire);
  const hands = hired.length === 0 ? [handHere()] : hired.map(({ port }) => connect(port, readingContract));
  for (const opened of await Promise.all(hands.map((hand) => hand.open({ weights, words }))))
    valueOrThrow(opened);
  /** The last batch of each hand: one begins when the one before it is done. */
  const last = hands.map((): Promise<unknown> => Promise.resolve());
  let next = 0;
  return {
    ahead: hands.length + 1,
    read: (batch, signal) => {
      const lane = next++ % hands.length;
      const read = (last[lane] as Promise<unknown>).then(async () => {
        const answer = await (hands[lane] as (typeof hands)[number]).read(batch, { signal });
        signal.throwIfAborted();
        return valueOrThrow(answer);
      });
      last[lane] = read.catch(() => undefined);
      return read;
    },
    close: () => {
      for (const { dismiss } of hired) dismiss();
    },
  };
};

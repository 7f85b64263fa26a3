/** The fine-tuning of an encoder in hand, and what was chosen for it. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { TuningMethod, TuningProgress } from "../../../../shared/contract/encoders.ts";
import type { EngineChoice } from "../../../../shared/contract/training.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Clients } from "../../../client/client.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";

export interface ChosenFile {
  readonly file: string;
  readonly name: string;
}

interface TuningState {
  readonly encoder: ChosenFile | null;
  readonly source: ChosenFile | null;
  readonly running: boolean;
  readonly progress: TuningProgress | null;
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
  /** What the last run made. */
  readonly made: string | null;
}

const idle = { running: false, progress: null, cancel: () => {}, failure: null } as const;
const tuning = makeStore<TuningState>({ ...idle, encoder: null, source: null, made: null });
export const useTuning = (): TuningState => useStore(tuning);

const change = (next: Partial<TuningState>): void => tuning.set({ ...tuning.get(), ...next });

/** The folder that was chosen, or null when the user decided against it. */
export const chooseEncoder = async ({ host }: Clients): Promise<ChosenFile | null> => {
  const chosen = await unwrap(host.chooseFile({ purpose: "encoderFolder", suggestedName: "" }));
  if (chosen) change({ encoder: chosen, failure: null });
  return chosen;
};
export const chooseSource = async ({ host }: Clients): Promise<void> => {
  const chosen = await unwrap(host.chooseFile({ purpose: "importFile", suggestedName: "" }));
  if (chosen) change({ source: chosen, failure: null });
};

export const startTuning = async (
  { data, training }: Clients,
  queries: QueryClient,
  label: string,
  order: { readonly method: TuningMethod; readonly epochs: number | null; readonly engine: EngineChoice },
): Promise<void> => {
  const { encoder, source, running } = tuning.get();
  if (running || !encoder || !source) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  change({ ...idle, running: true, cancel });
  try {
    const { signal } = controller;
    const texts = await unwrap(data.readLabelledTexts({ file: source.file }, { signal }));
    const { method, epochs, engine } = order;
    const card = await unwrap(
      (await training()).tuneEncoder(
        {
          encoder: encoder.file,
          tuning: { method, ...(epochs === null ? {} : { epochs }) },
          engine,
          seed: 1,
          name: source.name,
          texts,
        },
        {
          signal,
          onProgress: (progress) => {
            change({ progress });
            work.update({ share: progress.share, secondsLeft: progress.secondsLeft });
          },
        },
      ),
    );
    change({ made: card.id });
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    change({ running: false, progress: null });
    await queries.invalidateQueries({ queryKey: ["models", "encoders"] });
  }
};

/** The words of aspects in this library. Every change is an edit that Undo takes back, after which texts are to be read anew. */
import { useQueryClient } from "@tanstack/react-query";
import type { AspectPhrase, LearnedWeight } from "../../../shared/domain/aspect-words.ts";
import type { Clients } from "../../client/client.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { longRun } from "../../client/long-run.ts";
import { unwrap, useRead } from "../../client/read.ts";

export type WordEdit = AspectPhrase & { readonly weight: number | null | "included" };

export const useWords = () => {
  const { data } = useClients();
  return useRead(["voices", "words"], (signal) => data.aspectWords({}, { signal }), { keepPrevious: true });
};

export const useWordEdits = () => {
  const { data } = useClients();
  const queries = useQueryClient();
  const after = async (edit: Promise<unknown>): Promise<void> => {
    await edit;
    await refreshLibrary(queries);
    await queries.invalidateQueries({ queryKey: ["voices"] });
  };
  return {
    edit: (words: readonly WordEdit[]): Promise<void> =>
      after(unwrap(data.editAspectWords({ words: [...words] }))),
    reset: (): Promise<void> => after(unwrap(data.resetAspectWords({}))),
  };
};

interface Learned {
  readonly weights: readonly LearnedWeight[];
  readonly needed: number;
}
const learning = longRun<{ share: number; secondsLeft: number | null }, Learned>(({ share }) => share);
export const useLearnedWords = learning.useRun;
export const learnWords = ({ training }: Clients, label: string): Promise<void> =>
  learning.start(label, async (hooks) => unwrap((await training()).learnedAspectWeights({}, hooks)));

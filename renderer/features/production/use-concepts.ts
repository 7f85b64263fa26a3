/** The concepts of this library, and what may come of them. Every change is an edit that Undo takes back. */
import { useQueryClient } from "@tanstack/react-query";
import { type KeptConcept, mostConcepts } from "../../../shared/contract/concepts.ts";
import { blankConcept, type Concept } from "../../../shared/domain/concept.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { makeStore } from "../../client/store.ts";

export const learning = makeStore<{ readonly share: number; readonly secondsLeft: number | null }>({
  share: 0,
  secondsLeft: null,
});

export const useKeptConcepts = () => {
  const { data } = useClients();
  return useRead(["concepts"], (signal) => data.listConcepts({}, { signal }), { keepPrevious: true });
};

export const useConceptEdits = () => {
  const { data } = useClients();
  const queries = useQueryClient();
  const after = async (edit: Promise<unknown>): Promise<void> => {
    await edit;
    await refreshLibrary(queries);
    await queries.invalidateQueries({ queryKey: ["concepts"] });
  };
  const save = (kept: KeptConcept): Promise<void> => after(unwrap(data.saveConcept(kept)));
  return {
    save,
    add: async (of: Concept = blankConcept): Promise<string> => {
      const id = crypto.randomUUID();
      await save({ id, concept: of });
      return id;
    },
    remove: (id: string): Promise<void> => after(unwrap(data.deleteConcept({ id }))),
  };
};

export const testedKey = (concepts: readonly Concept[]): readonly unknown[] => [
  "predictions",
  "concepts",
  concepts,
];

export const useTested = (concepts: readonly Concept[]) => {
  const { training } = useClients();
  return useRead(
    testedKey(concepts),
    async (signal) => {
      learning.set({ share: 0, secondsLeft: null });
      return (await training()).testConcepts(
        { concepts: concepts.slice(0, mostConcepts).map((concept) => ({ ...concept })) as never },
        { signal, onProgress: (progress) => learning.set(progress) },
      );
    },
    { enabled: concepts.length > 0, keepPrevious: true },
  );
};

/** By segment; null where no model knows films by content yet. */
export const useAudience = (concept: Concept) => {
  const { training } = useClients();
  return useRead(
    ["predictions", "conceptAudience", concept],
    async (signal) => {
      const worker = await training();
      const opened = await worker.openWhatIf({ film: null }, { signal });
      if (!opened.ok) return opened;
      const { budget: _budget, month: _month, ...sketch } = concept;
      const forecast = await worker.whatIf({ film: null, sketch }, { signal });
      if (!forecast.ok) return forecast;
      const { groups } = opened.value;
      return {
        ok: true as const,
        value: forecast.value.groups.flatMap((each, at) => {
          const group = groups[at];
          return group ? [{ group, ...each }] : [];
        }),
      };
    },
    { keepPrevious: true },
  );
};

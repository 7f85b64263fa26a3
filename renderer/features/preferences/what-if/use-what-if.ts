/** What the model says of a film and of its variants. A forecast once made is kept: undo finds it again. */
import { useQueryClient } from "@tanstack/react-query";
import type { Forecast } from "../../../../shared/contract/what-if.ts";
import { badTraitOf } from "../../../../shared/domain/film-sketch.ts";
import { ok } from "../../../../shared/domain/result.ts";
import { useClients } from "../../../client/context.tsx";
import { readOptions, useRead } from "../../../client/read.ts";
import { makeStore } from "../../../client/store.ts";
import type { Variant } from "./variants.ts";

/** A film by id; null: one that is only thought of. */
export type Base = number | null;

export const asking = makeStore({ share: 0, since: 0 });

export const openedKey = (base: Base): readonly unknown[] => ["predictions", "openWhatIf", base];

export const useOpened = (base: Base) => {
  const { training } = useClients();
  return useRead(openedKey(base), async (signal) => {
    const since = performance.now();
    asking.set({ share: 0, since });
    return (await training()).openWhatIf(
      { film: base },
      { signal, onProgress: ({ share }) => asking.set({ share, since }) },
    );
  });
};

/** By key of the variant; while one is being asked for, what was known before. */
export const useForecasts = (base: Base, variants: readonly Variant[]) => {
  const { training } = useClients();
  const queries = useQueryClient();
  const possible = variants.filter(({ sketch }) => badTraitOf(sketch) === null);
  return useRead(
    ["predictions", "whatIfs", base, possible.map(({ key, sketch }) => [key, sketch])],
    async () => {
      const worker = await training();
      const forecasts = new Map<number, Forecast>();
      for (const { key, sketch } of possible)
        forecasts.set(
          key,
          await queries.fetchQuery({
            ...readOptions(["predictions", "whatIf", base, sketch], (signal) =>
              worker.whatIf({ film: base, sketch }, { signal }),
            ),
            staleTime: Number.POSITIVE_INFINITY,
          }),
        );
      return ok(forecasts as ReadonlyMap<number, Forecast>);
    },
    { keepPrevious: true },
  );
};

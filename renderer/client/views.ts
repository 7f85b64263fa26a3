/** Saved views of a table. */
import { useQueryClient } from "@tanstack/react-query";
import type { SavedView, ViewOf, ViewTask } from "../../shared/contract/views.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

export interface Views<T extends ViewTask> {
  readonly views: readonly SavedView<T>[];
  save(name: string, view: ViewOf[T]): void;
  remove(id: number): void;
}

export const useViews = <T extends ViewTask>(task: T): Views<T> => {
  const { data } = useClients();
  const queries = useQueryClient();
  const key = ["views", task];
  const stored = useRead(key, (signal) => data.listViews({ task }, { signal })).data;
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  return {
    // The service answers with views of the table that was asked for.
    views: (stored?.views ?? []) as readonly SavedView<T>[],
    save: (name, view) =>
      void data.saveView({ task, name, view } as Parameters<typeof data.saveView>[0]).then(refresh),
    remove: (id) => void data.deleteView({ id }).then(refresh),
  };
};

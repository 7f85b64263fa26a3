/** Deleting stored models, with undo and redo for as long as the page is open. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap } from "../../client/read.ts";
import { offerUndo } from "../../client/undo.ts";
import { useFaultWords } from "../../ui/fault-words.ts";

interface Deletion {
  readonly card: ModelCard;
  readonly restore: () => Promise<void>;
}

const dependent = new Set(["models", "library", "predictions"]);

export const useDeletions = (
  onDeleted: (card: ModelCard) => Promise<unknown>,
): { readonly remove: (card: ModelCard) => void } => {
  const { data } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("models");
  const [deleted, setDeleted] = useState<readonly Deletion[]>([]);
  const [restored, setRestored] = useState<readonly ModelCard[]>([]);

  const refresh = (): Promise<void> =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => dependent.has(String(queryKey[0])) });
  const guarded = (act: () => Promise<void>): void =>
    void act().catch((error) => {
      const { what, why, remedy } = wordsOf(faultOf(error));
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
    });
  const remove = async (card: ModelCard): Promise<void> => {
    const stored = await unwrap(data.loadModel({ id: card.id }));
    await unwrap(data.deleteModel({ id: card.id }));
    await refresh();
    const restore = async (): Promise<void> => {
      await unwrap(data.saveModel(stored));
      await refresh();
    };
    setDeleted((all) => [...all, { card, restore }]);
  };

  const undo = useEffectEvent((): void => {
    const last = deleted.at(-1);
    if (!last) return;
    setDeleted(deleted.slice(0, -1));
    setRestored([...restored, last.card]);
    guarded(last.restore);
  });
  const redo = useEffectEvent((): void => {
    const last = restored.at(-1);
    if (!last) return;
    setRestored(restored.slice(0, -1));
    guarded(() => remove(last));
  });
  const canUndo = deleted.length > 0;
  const canRedo = restored.length > 0;
  useEffect(
    () => offerUndo({ canUndo, canRedo, undo: () => undo(), redo: () => redo() }),
    [canUndo, canRedo],
  );

  return {
    remove: (card) =>
      guarded(async () => {
        await remove(card);
        setRestored([]);
        await onDeleted(card);
      }),
  };
};

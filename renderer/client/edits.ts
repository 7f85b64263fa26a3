/** Undo and redo of edits to the library, for the pages that edit it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ChangeSet } from "../../shared/contract/edits.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import type { Result } from "../../shared/domain/result.ts";
import { useClients } from "./context.tsx";
import { refreshLibrary } from "./library.ts";
import { useRead } from "./read.ts";
import { offerUndo } from "./undo.ts";

export type Turned = (what: "undone" | "redone", result: Result<unknown, AnyFault>) => void;

/** Offers Undo and Redo of the library's edits while the page is on screen; tells how each ended. */
export const useEditUndo = (onTurned: Turned): void => {
  const { data } = useClients();
  const queries = useQueryClient();
  const history = useRead(["edits"], (signal) => data.editHistory({}, { signal })).data;
  useEffect(() => {
    const turn = async (what: "undone" | "redone", set: ChangeSet | null | undefined): Promise<void> => {
      if (!set) return;
      const result = await data[what === "undone" ? "undoChangeSet" : "redoChangeSet"]({ id: set.id });
      await refreshLibrary(queries);
      onTurned(what, result);
    };
    return offerUndo({
      canUndo: Boolean(history?.undo),
      canRedo: Boolean(history?.redo),
      undo: () => void turn("undone", history?.undo),
      redo: () => void turn("redone", history?.redo),
    });
  }, [data, queries, history, onTurned]);
};

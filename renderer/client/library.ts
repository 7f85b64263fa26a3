/** The open library, for whoever shows or needs what it holds. */
import type { QueryClient } from "@tanstack/react-query";
import type { LibraryInfo } from "../../shared/contract/library.ts";
import { ok } from "../../shared/domain/result.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

/** Null without an open library; undefined until known. */
export const useLibrary = (): LibraryInfo | null | undefined => {
  const { data } = useClients();
  return useRead<LibraryInfo | null>(["library"], async (signal) => {
    const info = await data.libraryInfo({}, { signal });
    return info.ok || info.error.type !== "NoLibrary" ? info : ok(null);
  }).data;
};

/** After a change to the library's content: everything read from it is stale. */
export const refreshLibrary = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "preferences" });

/** Reading through a client with TanStack Query: a failure becomes the query's error, and can be shown in words. */
import { keepPreviousData, type UseQueryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type AnyFault, Failure } from "../../shared/domain/fault.ts";
import type { Result } from "../../shared/domain/result.ts";

export const unwrap = async <T, E extends AnyFault>(answer: Promise<Result<T, E>>): Promise<T> => {
  const result = await answer;
  if (result.ok) return result.value;
  throw new Failure(result.error);
};

type Ask<T> = (signal: AbortSignal) => Promise<Result<T, AnyFault>>;
interface ReadOptions {
  readonly enabled?: boolean;
  /** Keep showing the previous answer while a new key is being read. */
  readonly keepPrevious?: boolean;
  /** It rests on so much that any page may have changed it: it is read anew whenever it is looked at. */
  readonly everyVisit?: boolean;
}

/** The options of a read, for `useQueries` and for reading ahead. A read nobody waits for is cancelled. */
export const readOptions = <T>(
  key: readonly unknown[],
  ask: Ask<T>,
  { enabled = true, keepPrevious = false, everyVisit = false }: ReadOptions = {},
): UseQueryOptions<T> => ({
  queryKey: key,
  queryFn: ({ signal }) => unwrap(ask(signal)),
  enabled,
  ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  ...(everyVisit ? { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false } : {}),
});

/**
 * Reads once and caches under `key`, for example
 * `useRead(["film", id], (signal) => data.film({ film: id }, { signal }))`.
 */
export const useRead = <T>(key: readonly unknown[], ask: Ask<T>, options?: ReadOptions): UseQueryResult<T> =>
  useQuery(readOptions(key, ask, options));

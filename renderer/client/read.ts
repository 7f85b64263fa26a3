/** Reading through a client with TanStack Query: a failure becomes the query's error, and can be shown in words. */
import { keepPreviousData, type UseQueryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Result } from "../../shared/domain/result.ts";

/** Any expected failure: a method's own, or one that every call may meet. */
export type AnyFault = { readonly type: string };

/** Carries an expected failure through code that knows only exceptions. */
export class Failure extends Error {
  readonly fault: AnyFault;
  constructor(fault: AnyFault) {
    super(fault.type);
    this.name = "Failure";
    this.fault = fault;
  }
}

/** The failure in words a page can show: what was thrown if it is one of ours, else a bug. */
export const faultOf = (error: unknown): AnyFault => {
  if (error instanceof Failure) return error.fault;
  const bug = { type: "Internal", ref: error instanceof Error ? error.message : String(error) };
  return bug;
};

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
}

/** The options of a read, for `useQueries` and for reading ahead. A read nobody waits for is cancelled. */
export const readOptions = <T>(
  key: readonly unknown[],
  ask: Ask<T>,
  { enabled = true, keepPrevious = false }: ReadOptions = {},
): UseQueryOptions<T> => ({
  queryKey: key,
  queryFn: ({ signal }) => unwrap(ask(signal)),
  enabled,
  ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
});

/**
 * Reads once and caches under `key`, for example
 * `useRead(["film", id], (signal) => data.film({ film: id }, { signal }))`.
 */
export const useRead = <T>(key: readonly unknown[], ask: Ask<T>, options?: ReadOptions): UseQueryResult<T> =>
  useQuery(readOptions(key, ask, options));

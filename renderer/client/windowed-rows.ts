/** Rows of a long list, read a page at a time as they come into view. */
import { useDebouncedValue } from "@mantine/hooks";
import { type UseQueryResult, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { AnyFault } from "../../shared/domain/fault.ts";
import type { Result } from "../../shared/domain/result.ts";
import { readOptions } from "./read.ts";

export interface RowPage<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}
export type AskPage<Row> = (
  page: { readonly offset: number; readonly limit: number },
  signal: AbortSignal,
) => Promise<Result<RowPage<Row>, AnyFault>>;

export interface WindowedRows<Row> {
  readonly total: number;
  readonly rowAt: (index: number) => Row | undefined;
  /** The list shown is of an earlier question; the new one is being read. */
  readonly stale: boolean;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly onRange: (first: number, last: number) => void;
  readonly readRows: (first: number, last: number) => Promise<readonly Row[]>;
}

const pageRows = 200;
const pageOf = (index: number): number => Math.floor(index / pageRows);
/** Pages passed over faster than this, as when the scroll bar is dragged, are not read. */
const restMs = 60;

/** One page of the rows, for reading ahead. */
export const rowPageOptions = <Row>(key: readonly unknown[], ask: AskPage<Row>, page: number) =>
  readOptions([...key, page], (signal) => ask({ offset: page * pageRows, limit: pageRows }, signal));

/** `key` names the question; when it changes, the earlier answer stays until the new one arrives. */
export const useWindowedRows = <Row>(key: readonly unknown[], ask: AskPage<Row>): WindowedRows<Row> => {
  const queries = useQueryClient();
  const [inView, setInView] = useState({ firstPage: 0, lastPage: 0 });
  const [{ firstPage, lastPage }] = useDebouncedValue(inView, restMs);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, step) => firstPage + step);
  const reads: UseQueryResult<RowPage<Row>>[] = useQueries({
    queries: pages.map((page) => rowPageOptions(key, ask, page)),
  });
  const arrived = reads.find((read) => read.data)?.data;
  const answered = useRef<{ key: readonly unknown[]; total: number } | null>(null);
  if (arrived) answered.current = { key, total: arrived.total };
  const shown = answered.current ?? { key, total: 0 };

  // The cache is asked once a page and drawing, not once a row.
  const known = new Map<number, readonly Row[] | undefined>();
  const rowsOf = (page: number): readonly Row[] | undefined => {
    if (!known.has(page)) known.set(page, queries.getQueryData<RowPage<Row>>([...shown.key, page])?.rows);
    return known.get(page);
  };
  return {
    total: shown.total,
    rowAt: (index) => rowsOf(pageOf(index))?.[index % pageRows],
    stale: !arrived && answered.current !== null,
    loading: answered.current === null && reads.some((read) => read.isPending),
    error: reads.find((read) => read.error)?.error ?? null,
    onRange: useCallback((first: number, last: number) => {
      const firstPage = pageOf(first);
      const lastPage = pageOf(last);
      setInView((previous) =>
        previous.firstPage === firstPage && previous.lastPage === lastPage
          ? previous
          : { firstPage, lastPage },
      );
    }, []),
    readRows: async (first, last) => {
      const rows: Row[] = [];
      for (let page = pageOf(first); page <= pageOf(last); page++)
        rows.push(...(await queries.fetchQuery(rowPageOptions(key, ask, page))).rows);
      const before = first - pageOf(first) * pageRows;
      return rows.slice(before, before + last - first + 1);
    },
  };
};

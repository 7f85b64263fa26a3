/** Rows of a long list, read a page at a time as they come into view. */
import { useDebouncedValue } from "@mantine/hooks";
import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { Result } from "../../shared/domain/result.ts";
import { type AnyFault, readOptions } from "../client/read.ts";

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
}

const pageRows = 200;
/** Pages passed over faster than this, as when the scroll bar is dragged, are not read. */
const restMs = 60;

/** One page of the rows, for reading ahead. */
export const rowPageOptions = <Row>(key: readonly unknown[], ask: AskPage<Row>, page: number) =>
  readOptions([...key, page], (signal) => ask({ offset: page * pageRows, limit: pageRows }, signal));

/** `key` names the question; when it changes, the earlier answer stays until the new one arrives. */
export const useWindowedRows = <Row>(key: readonly unknown[], ask: AskPage<Row>): WindowedRows<Row> => {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [rested] = useDebouncedValue(range, restMs);
  const firstPage = Math.floor(rested.first / pageRows);
  const lastPage = Math.max(firstPage, Math.floor(rested.last / pageRows));
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, step) => firstPage + step);
  const question = JSON.stringify(key);
  const answered = useRef({ question, total: 0, pages: new Map<number, readonly Row[]>() });

  const reads: UseQueryResult<RowPage<Row>>[] = useQueries({
    queries: pages.map((page) => rowPageOptions(key, ask, page)),
  });
  const arrived = reads.some((read) => read.data);
  if (arrived) {
    if (answered.current.question !== question)
      answered.current = { question, total: 0, pages: new Map<number, readonly Row[]>() };
    reads.forEach((read, at) => {
      if (!read.data) return;
      answered.current.total = read.data.total;
      answered.current.pages.set(pages[at] as number, read.data.rows);
    });
  }
  const { total, pages: known } = answered.current;
  return {
    total,
    rowAt: (index) => known.get(Math.floor(index / pageRows))?.[index % pageRows],
    stale: answered.current.question !== question,
    loading: !arrived && known.size === 0 && reads.some((read) => read.isPending),
    error: reads.find((read) => read.error)?.error ?? null,
    onRange: useCallback(
      (first: number, last: number) =>
        setRange((previous) =>
          previous.first === first && previous.last === last ? previous : { first, last },
        ),
      [],
    ),
  };
};

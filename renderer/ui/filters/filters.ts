/** Filters of a table as a list with one a column. */
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import type { ColumnKind } from "../../../shared/domain/table-columns.ts";

/** A column as filters show it. */
export interface FilterColumn<C extends string = string> {
  readonly column: C;
  readonly label: string;
  readonly kind: ColumnKind;
  /** A value in the user's words; as stored without it. */
  readonly word?: (value: string) => string;
  /** A number in the user's words. */
  readonly number?: (value: number) => string;
  /** Decimals a number is entered with. */
  readonly decimals?: number;
}

export const filterOn = <C extends string>(
  filters: readonly TableFilter<C>[],
  column: C,
): TableFilter<C> | undefined => filters.find((filter) => filter.column === column);

export const withFilter = <C extends string>(
  filters: readonly TableFilter<C>[],
  column: C,
  filter: TableFilter<C> | null,
): readonly TableFilter<C>[] => {
  const at = filters.findIndex((one) => one.column === column);
  if (at < 0) return filter ? [...filters, filter] : filters;
  return filter ? filters.with(at, filter) : filters.toSpliced(at, 1);
};

export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

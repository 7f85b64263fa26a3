/** The filters that are on, in words, each with its removal. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import { type Format, useFormat } from "../format.ts";
import classes from "./filters.module.css";
import type { FilterColumn } from "./filters.ts";

type Words = (
  key: "is" | "isNot" | "hasAll" | "between" | "atLeast" | "atMost" | "has" | "hasNot",
  values: Readonly<Record<string, string>>,
) => string;

const wordsOf = (filter: TableFilter, of: FilterColumn, words: Words, format: Format): string => {
  const name = of.label;
  const end = (value: number | string): string =>
    typeof value === "string" ? format.date(value) : (of.number?.(value) ?? String(value));
  switch (filter.type) {
    case "values":
    case "all": {
      const values = format.list(filter.values.map((value) => of.word?.(value) ?? value));
      if (filter.type === "all") return words("hasAll", { name, values });
      return words(filter.not ? "isNot" : "is", { name, values });
    }
    case "known":
      return words(filter.known ? "has" : "hasNot", { name });
    case "range":
    case "dates": {
      const { from, to } = filter;
      if (from !== null && to !== null) return words("between", { name, from: end(from), to: end(to) });
      if (from !== null) return words("atLeast", { name, from: end(from) });
      return words("atMost", { name, to: to === null ? "" : end(to) });
    }
  }
};

interface FilterBarProps<C extends string> {
  readonly columns: readonly FilterColumn<C>[];
  readonly filters: readonly TableFilter<C>[];
  readonly onFilter: (column: C, filter: null) => void;
  readonly onClear: () => void;
}

export function FilterBar<C extends string>({ columns, filters, onFilter, onClear }: FilterBarProps<C>) {
  const { t } = useTranslation("table");
  const format = useFormat();
  if (filters.length === 0) return null;
  return (
    <div className={classes.bar} role="group" aria-label={t("filtersOn")}>
      {filters.map((filter) => {
        const of = columns.find(({ column }) => column === filter.column);
        if (!of) return null;
        return (
          <span key={filter.column} className={classes.chip}>
            <span>
              {wordsOf(filter, of as FilterColumn, (key, values) => t(`words.${key}`, values), format)}
            </span>
            <ActionIcon
              size={24}
              aria-label={t("clearFilter", { name: of.label })}
              onClick={() => onFilter(filter.column, null)}
            >
              <IconX size={13} />
            </ActionIcon>
          </span>
        );
      })}
      <Button variant="subtle" color="gray" onClick={onClear}>
        {t("clearAll")}
      </Button>
    </div>
  );
}

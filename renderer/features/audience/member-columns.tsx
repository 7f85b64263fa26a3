import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MemberRow } from "../../../shared/contract/audience.ts";
import { type MemberColumn, memberColumnKinds } from "../../../shared/domain/table-columns.ts";
import type { Column } from "../../ui/data-table.tsx";
import type { FilterColumn } from "../../ui/filters/filters.ts";
import { useFormat } from "../../ui/format.ts";

export const useMemberColumns = (): readonly Column<MemberRow>[] => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  return useMemo(() => {
    const column = (
      id: MemberColumn,
      width: number,
      rest: Omit<Column<MemberRow>, "id" | "header" | "width" | "sortable">,
    ): Column<MemberRow> => ({ id, header: t(`columns.${id}`), width, sortable: true, ...rest });
    const text = (
      id: "ageBand" | "gender" | "occupation" | "area" | "source",
      width: number,
      hidden = false,
    ) => column(id, width, { hidden, cell: (member) => member[id], text: (member) => member[id] ?? "" });
    const count = (id: "ratings" | "tickets" | "films", hidden = false) =>
      column(id, 84, {
        align: "end",
        hidden,
        cell: (member) => format.number(member[id]),
        text: (member) => String(member[id]),
      });
    const moment = (id: "firstAt" | "lastAt", hidden = false) =>
      column(id, 124, {
        hidden,
        cell: (member) => member[id] !== null && format.date(member[id]),
        text: (member) => (member[id] === null ? "" : new Date(member[id] * 1000).toISOString()),
      });
    return [
      column("id", 110, {
        cell: (member) => t("member", { id: member.id }),
        text: (member) => String(member.id),
      }),
      column("joined", 120, {
        cell: (member) => member.joined && format.date(member.joined),
        text: (member) => member.joined ?? "",
      }),
      text("ageBand", 90),
      text("gender", 84),
      text("occupation", 150),
      text("area", 130),
      count("ratings"),
      count("tickets"),
      count("films", true),
      column("meanRating", 84, {
        align: "end",
        hidden: true,
        cell: (member) => member.meanRating !== null && format.number(member.meanRating, 2),
        text: (member) => (member.meanRating === null ? "" : member.meanRating.toFixed(3)),
      }),
      moment("lastAt"),
      moment("firstAt", true),
      text("source", 120, true),
    ];
  }, [t, format]);
};

/** In the order of the panel. */
const filtered: readonly MemberColumn[] = [
  "ageBand",
  "gender",
  "area",
  "occupation",
  "joined",
  "lastAt",
  "ratings",
  "tickets",
  "films",
  "meanRating",
  "firstAt",
  "source",
];
export const openFirst: readonly MemberColumn[] = ["ageBand", "gender", "area"];

export const useMemberFilters = (): readonly FilterColumn<MemberColumn>[] => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  return useMemo(
    () =>
      filtered.map((column): FilterColumn<MemberColumn> => {
        const decimals = column === "meanRating" ? 2 : 0;
        return {
          column,
          label: t(`columns.${column}`),
          kind: memberColumnKinds[column],
          decimals,
          number: (value) => format.number(value, decimals),
        };
      }),
    [t, format],
  );
};

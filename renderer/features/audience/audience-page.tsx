/** The audience: segments with their sizes, and the members of the one chosen. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFileImport, IconSearch, IconUsers } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { MemberRow, Segment } from "../../../shared/contract/audience.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { minimumGroupSize } from "../../../shared/domain/privacy.ts";
import { type MemberColumn, memberOrders } from "../../../shared/domain/table-columns.ts";
import { useClients } from "../../client/context.tsx";
import { useLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { useWindowedRows } from "../../client/windowed-rows.ts";
import { type Column, DataTable, type Sort } from "../../ui/data-table.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Suppressed } from "../../ui/states.tsx";
import classes from "./audience.module.css";

const isOrder = (column: string): column is MemberColumn => memberOrders.some((order) => order === column);

export const AudiencePage = () => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const navigate = useNavigate();
  const members = useLibrary()?.counts.members ?? 0;
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search.trim(), 120);
  const [segment, setSegment] = useState<Segment | null>(null);
  const [sort, setSort] = useState<Sort>({ column: "id", descending: false });
  const columns = useMemberColumns();
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments ?? [];

  const question = {
    search: typed,
    segment: segment?.id ?? null,
    order: isOrder(sort.column) ? sort.column : ("id" as const),
    descending: sort.descending,
  };
  const rows = useWindowedRows(["members", "list", question], (page, signal) =>
    data.listMembers({ ...question, ...page }, { signal }),
  );
  const suppressed = segment !== null && segment.members < minimumGroupSize;

  return (
    <Page
      fill
      title={t("title")}
      subtitle={
        segment && !suppressed ? t("countFound", { count: rows.total }) : t("count", { count: members })
      }
      actions={
        <TextInput
          w={220}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setSearch("")}
          placeholder={t("searchPlaceholder")}
          aria-label={t("searchPlaceholder")}
          leftSection={<IconSearch size={15} />}
        />
      }
    >
      <div className={classes.split} aria-busy={rows.loading}>
        {segments.length > 0 && (
          <SegmentList segments={segments} all={members} chosen={segment} onChoose={setSegment} />
        )}
        {rows.error ? (
          <div className={classes.state}>
            <ErrorState fault={faultOf(rows.error)} />
          </div>
        ) : suppressed ? (
          <div className={classes.state}>
            <Suppressed />
          </div>
        ) : (
          <DataTable<MemberRow>
            id="members"
            label={t("title")}
            columns={columns}
            rowCount={rows.total}
            rowAt={rows.rowAt}
            readRows={rows.readRows}
            onRange={rows.onRange}
            sort={sort}
            onSort={setSort}
            onOpen={(member) => void navigate(`/audience/member/${member.id}`)}
            resetKey={JSON.stringify(question)}
            empty={
              rows.loading ? null : members === 0 ? (
                <EmptyState
                  icon={<IconUsers size={28} />}
                  title={t("empty")}
                  action={
                    <Button
                      leftSection={<IconFileImport size={15} />}
                      onClick={() => void navigate("/import")}
                    >
                      {t("importAction")}
                    </Button>
                  }
                >
                  {t("emptyHint")}
                </EmptyState>
              ) : (
                <EmptyState icon={<IconSearch size={28} />} title={t("nothingFound")}>
                  {t("nothingFoundHint")}
                </EmptyState>
              )
            }
          />
        )}
      </div>
    </Page>
  );
};

interface SegmentListProps {
  readonly segments: readonly Segment[];
  readonly all: number;
  readonly chosen: Segment | null;
  readonly onChoose: (segment: Segment | null) => void;
}

const SegmentList = ({ segments, all, chosen, onChoose }: SegmentListProps) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const localName = useLocalName();
  return (
    <nav className={classes.segments} aria-label={t("segments")}>
      <h2>{t("segments")}</h2>
      <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        <span>{t("everyone")}</span>
        <span>{format.number(all)}</span>
      </button>
      {segments.map((segment) => (
        <button
          key={segment.id}
          type="button"
          aria-pressed={chosen?.id === segment.id}
          onClick={() => onChoose(segment)}
        >
          <span>{localName(segment.name, segment.nameZh)}</span>
          {segment.members < minimumGroupSize ? (
            <Suppressed compact />
          ) : (
            <span>{format.number(segment.members)}</span>
          )}
        </button>
      ))}
    </nav>
  );
};

const useMemberColumns = (): readonly Column<MemberRow>[] => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  return useMemo(() => {
    const text = (
      id: "ageBand" | "gender" | "occupation" | "area",
      width: number,
      sortable = false,
    ): Column<MemberRow> => ({
      id,
      header: t(`columns.${id}`),
      width,
      sortable,
      cell: (member) => member[id],
      text: (member) => member[id] ?? "",
    });
    const number = (id: "ratings" | "tickets"): Column<MemberRow> => ({
      id,
      header: t(`columns.${id}`),
      width: 84,
      align: "end",
      cell: (member) => format.number(member[id]),
      text: (member) => String(member[id]),
    });
    return [
      {
        id: "id",
        header: t("columns.id"),
        width: 110,
        sortable: true,
        cell: (member) => t("member", { id: member.id }),
        text: (member) => String(member.id),
      },
      {
        id: "joined",
        header: t("columns.joined"),
        width: 120,
        sortable: true,
        cell: (member) => member.joined && format.date(member.joined),
        text: (member) => member.joined ?? "",
      },
      text("ageBand", 90, true),
      text("gender", 84),
      text("occupation", 150),
      text("area", 130, true),
      number("ratings"),
      number("tickets"),
      {
        id: "lastAt",
        header: t("columns.lastAt"),
        width: 124,
        cell: (member) => member.lastAt !== null && format.date(member.lastAt),
        text: (member) => (member.lastAt === null ? "" : new Date(member.lastAt * 1000).toISOString()),
      },
    ];
  }, [t, format]);
};

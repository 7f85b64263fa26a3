/** The audience: segments with their sizes, and the members of the one chosen, filtered, sorted and edited. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { IconEdit, IconFileImport, IconFilter, IconSearch, IconUsers } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { MemberRow } from "../../../shared/contract/audience.ts";
import type { MemberFilter, MemberQuery } from "../../../shared/contract/table-query.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { type MemberColumn, memberOrders } from "../../../shared/domain/table-columns.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { useFacets } from "../../client/table-facets.ts";
import { useViews } from "../../client/views.ts";
import { useWindowedRows } from "../../client/windowed-rows.ts";
import { DataTable, type Sort, useShownColumns } from "../../ui/data-table.tsx";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { FacetPanel } from "../../ui/filters/facet-panel.tsx";
import { FiguresNotice } from "../../ui/filters/figures-notice.tsx";
import { FilterBar } from "../../ui/filters/filter-bar.tsx";
import { withFilter } from "../../ui/filters/filters.ts";
import { ViewMenu } from "../../ui/filters/view-menu.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Suppressed } from "../../ui/states.tsx";
import { useStoredState } from "../../ui/stored-state.ts";
import classes from "./audience.module.css";
import { EditMembers } from "./edit-members.tsx";
import { openFirst, useMemberColumns, useMemberFilters } from "./member-columns.tsx";
import { SegmentList } from "./segment-list.tsx";

const isOrder = (column: string): column is MemberColumn => memberOrders.some((order) => order === column);
const editedRows = 5000;

export const AudiencePage = () => {
  const { t } = useTranslation("audience");
  const { t: common } = useTranslation("table");
  const { data } = useClients();
  const navigate = useNavigate();
  const members = useLibrary()?.counts.members ?? 0;
  const [search, setSearch] = useState("");
  const [typed] = useDebouncedValue(search.trim(), 120);
  const [filters, setFilters] = useState<readonly MemberFilter[]>([]);
  const [chosen, setChosen] = useState<number | null>(null);
  const [sort, setSort] = useState<Sort>({ column: "id", descending: false });
  const [filtersShown, setFiltersShown] = useStoredState("audience.filters", false);
  const [open, setOpen] = useStoredState<readonly MemberColumn[]>("filters.members.open", openFirst);
  const [find, setFind] = useState<{ column: MemberColumn; text: string } | null>(null);
  const [editing, setEditing] = useState<readonly number[] | null>(null);
  const shown = useShownColumns("members");
  const searchField = useRef<HTMLInputElement>(null);
  const columns = useMemberColumns();
  const filterColumns = useMemberFilters();
  const views = useViews("members");
  useEditUndo(useTurnedNote());
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments ?? [];
  const segment = segments.find(({ id }) => id === chosen) ?? null;

  const query: MemberQuery = useMemo(
    () => ({
      search: typed,
      segment: segment?.id ?? null,
      filters: [...filters],
      order: isOrder(sort.column) ? sort.column : ("id" as const),
      descending: sort.descending,
    }),
    [typed, segment, filters, sort],
  );
  const selection = { search: query.search, segment: query.segment, filters: query.filters };
  const rows = useWindowedRows(["members", "list", query], (page, signal) =>
    data.listMembers({ ...query, ...page }, { signal }),
  );
  const facets = useFacets("members", [selection, filtersShown ? open : []], (signal) =>
    data.memberFacets({ ...selection, columns: filtersShown ? [...open] : [] }, { signal }),
  );
  const found = useFacets("members", ["find", selection, find], (signal) =>
    data.memberFacets(
      { ...selection, columns: find ? [find.column] : [], find: find?.text ?? "", limit: 50 },
      { signal },
    ),
  );
  const searched = find !== null && find.text !== "";
  const shownFacets = [
    ...(searched ? (found?.facets ?? []).filter(({ column }) => column === find.column) : []),
    ...(facets?.facets ?? []),
  ];
  const suppressed = segment !== null && segment.members === null;
  const filtered = query.search !== "" || filters.length > 0;
  const setFilter = (column: MemberColumn, filter: MemberFilter | null): void =>
    setFilters((before) => withFilter(before, column, filter) as readonly MemberFilter[]);
  const clear = (): void => {
    setSearch("");
    setFilters([]);
  };

  const selected = useRef({ first: 0, last: 0 });
  const onSelect = useCallback((first: number, last: number): void => {
    selected.current = { first, last };
  }, []);
  const edit = async (): Promise<void> => {
    const { first, last } = selected.current;
    const picked = await rows.readRows(first, Math.min(last, first + editedRows - 1));
    setEditing(picked.map(({ id }) => id));
  };
  useHotkeys(
    [
      ["mod+F", () => searchField.current?.select()],
      ["mod+E", () => void edit()],
    ],
    [],
  );

  return (
    <Page
      fill
      title={t("title")}
      subtitle={
        filtered && !suppressed
          ? t("found", { count: rows.total })
          : segment && !suppressed
            ? t("countFound", { count: rows.total })
            : t("count", { count: members })
      }
      actions={
        <>
          <TextInput
            ref={searchField}
            w={220}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Escape" && setSearch("")}
            placeholder={t("searchPlaceholder")}
            aria-label={t("searchPlaceholder")}
            leftSection={<IconSearch size={15} />}
          />
          <Button
            variant={filtersShown ? "light" : "default"}
            leftSection={<IconFilter size={15} />}
            aria-pressed={filtersShown}
            onClick={() => setFiltersShown(!filtersShown)}
          >
            {common("filters")}
          </Button>
          <ViewMenu
            views={views.views}
            onChoose={({ view }) => {
              setSearch(view.search);
              setFilters(view.filters);
              setChosen(view.segment);
              setSort({ column: view.order, descending: view.descending });
              shown[1](view.shown);
            }}
            onSave={(name) => views.save(name, { ...query, shown: shown[0] })}
            onDelete={({ id }) => views.remove(id)}
          />
          <Button
            variant="default"
            leftSection={<IconEdit size={15} />}
            disabled={rows.total === 0 || suppressed}
            onClick={() => void edit()}
          >
            {t("edit.open")}
          </Button>
        </>
      }
    >
      <FiguresNotice figures={facets?.figures} />
      <FilterBar columns={filterColumns} filters={filters} onFilter={setFilter} onClear={clear} />
      <div className={classes.split} aria-busy={rows.loading}>
        {members > 0 && (
          <SegmentList
            segments={segments}
            all={members}
            chosen={segment}
            onChoose={(next) => setChosen(next?.id ?? null)}
          />
        )}
        {filtersShown && members > 0 && !suppressed && (
          <FacetPanel
            columns={filterColumns}
            facets={shownFacets}
            filters={filters}
            onFilter={(column, filter) => setFilter(column, filter as MemberFilter | null)}
            open={open}
            onOpen={setOpen}
            finding={find}
            onFind={(column, text) => setFind({ column, text })}
          />
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
            onSelect={onSelect}
            shown={shown}
            resetKey={JSON.stringify(query)}
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
      {editing && (
        <EditMembers
          selected={editing}
          found={rows.total}
          selection={selection}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
};

/** The catalogue as a table: search, filters with counts, sort, saved views, edits of many, and the film under the cursor. */
import { ActionIcon, Button, Loader, TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import {
  IconEdit,
  IconFileImport,
  IconFilter,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconMovie,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import type { FilmFilter, FilmQuery } from "../../../shared/contract/table-query.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { type FilmColumn, filmOrders } from "../../../shared/domain/table-columns.ts";
import { useCommands } from "../../client/commands.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
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
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useStoredState } from "../../ui/stored-state.ts";
import { EditFilms } from "./edit-films.tsx";
import { useFilmColumns } from "./film-columns.tsx";
import { openFirst, useFilmFilters } from "./film-filters.ts";
import { askFilms, filmListKey, firstQuery } from "./film-list.ts";
import { FilmSummary } from "./film-summary.tsx";
import classes from "./library.module.css";

/** Waits for a pause in typing shorter than anyone notices. */
const typingPauseMs = 120;
/** A larger selection is meant by filters. */
const editedRows = 5000;
const isOrder = (column: string): column is FilmColumn => filmOrders.some((order) => order === column);

export const LibraryPage = () => {
  const { t } = useTranslation("library");
  const { t: common } = useTranslation("table");
  const { data } = useClients();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [filters, setFilters] = useState<readonly FilmFilter[]>([]);
  const [sort, setSort] = useState<Sort>({ column: firstQuery.order, descending: firstQuery.descending });
  const [typed] = useDebouncedValue(search, typingPauseMs);
  const [active, setActive] = useState<FilmRow | null>(null);
  const [panelShown, setPanelShown] = useStoredState("library.panel", true);
  const [filtersShown, setFiltersShown] = useStoredState("library.filters", true);
  const [open, setOpen] = useStoredState<readonly FilmColumn[]>("filters.films.open", openFirst);
  const [find, setFind] = useState<{ column: FilmColumn; text: string } | null>(null);
  const [editing, setEditing] = useState<readonly number[] | null>(null);
  const shown = useShownColumns("films");
  const searchField = useRef<HTMLInputElement>(null);
  const columns = useFilmColumns();
  const filterColumns = useFilmFilters();
  const views = useViews("films");
  useEditUndo(useTurnedNote());

  const query: FilmQuery = useMemo(
    () => ({
      search: typed.trim(),
      filters: [...filters],
      order: isOrder(sort.column) ? sort.column : firstQuery.order,
      descending: sort.descending,
    }),
    [typed, filters, sort],
  );
  const selection = { search: query.search, filters: query.filters };
  const rows = useWindowedRows(filmListKey(query), askFilms(data, query));
  const facets = useFacets("films", [selection, filtersShown ? open : []], (signal) =>
    data.filmFacets({ ...selection, columns: filtersShown ? [...open] : [] }, { signal }),
  );
  const found = useFacets("films", ["find", selection, find], (signal) =>
    data.filmFacets(
      { ...selection, columns: find ? [find.column] : [], find: find?.text ?? "", limit: 50 },
      { signal },
    ),
  );
  const searched = find !== null && find.text !== "";
  const shownFacets = [
    ...(searched ? (found?.facets ?? []).filter(({ column }) => column === find.column) : []),
    ...(facets?.facets ?? []),
  ];
  const filtered = query.search !== "" || filters.length > 0;
  const openFilm = (film: FilmRow): void => void navigate(`/library/film/${film.id}`);
  const clear = useCallback((): void => {
    setSearch("");
    setFilters([]);
  }, []);
  const setFilter = (column: FilmColumn, filter: FilmFilter | null): void =>
    setFilters((before) => withFilter(before, column, filter) as readonly FilmFilter[]);

  const selected = useRef({ first: 0, last: 0 });
  const onSelect = useCallback((first: number, last: number): void => {
    selected.current = { first, last };
  }, []);
  const { readRows } = rows;
  const edit = useCallback(async (): Promise<void> => {
    const { first, last } = selected.current;
    const picked = await readRows(first, Math.min(last, first + editedRows - 1));
    setEditing(picked.map(({ id }) => id));
  }, [readRows]);
  const latestEdit = useRef(edit);
  latestEdit.current = edit;

  useHotkeys(
    [
      ["mod+F", () => searchField.current?.select()],
      ["mod+E", () => void edit()],
    ],
    [],
  );
  useCommands(
    useMemo(
      () => [
        { id: "library.find", label: t("find"), keys: "Ctrl+F", run: () => searchField.current?.select() },
        {
          id: "library.filters",
          label: common("showFilters"),
          run: () => setFiltersShown((shown) => !shown),
        },
        { id: "library.edit", label: t("edit.open"), run: () => void latestEdit.current() },
        { id: "library.panel", label: t("togglePanel"), run: () => setPanelShown((shown) => !shown) },
      ],
      [t, common, setPanelShown, setFiltersShown],
    ),
  );

  const shownFilm = active ?? rows.rowAt(0) ?? null;
  return (
    <Page
      fill
      title={t("title")}
      subtitle={filtered ? t("countFound", { count: rows.total }) : t("count", { count: rows.total })}
      actions={
        <>
          <TextInput
            ref={searchField}
            w={240}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Escape" && setSearch("")}
            placeholder={t("searchPlaceholder")}
            aria-label={t("searchPlaceholder")}
            leftSection={<IconSearch size={15} />}
            rightSection={
              rows.stale ? (
                <Loader size={14} />
              ) : (
                search !== "" && (
                  <ActionIcon size={24} aria-label={t("clearSearch")} onClick={() => setSearch("")}>
                    <IconX size={14} />
                  </ActionIcon>
                )
              )
            }
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
              setSort({ column: view.order, descending: view.descending });
              shown[1](view.shown);
            }}
            onSave={(name) => views.save(name, { ...query, shown: shown[0] })}
            onDelete={({ id }) => views.remove(id)}
          />
          <Button
            variant="default"
            leftSection={<IconEdit size={15} />}
            disabled={rows.total === 0}
            onClick={() => void edit()}
          >
            {t("edit.open")}
          </Button>
          <ActionIcon
            aria-label={t("togglePanel")}
            title={t("togglePanel")}
            aria-pressed={panelShown}
            onClick={() => setPanelShown(!panelShown)}
          >
            {panelShown ? (
              <IconLayoutSidebarRightCollapse size={17} />
            ) : (
              <IconLayoutSidebarRightExpand size={17} />
            )}
          </ActionIcon>
        </>
      }
    >
      <FiguresNotice figures={facets?.figures} />
      <FilterBar columns={filterColumns} filters={filters} onFilter={setFilter} onClear={clear} />
      {rows.error && !rows.loading ? (
        <div className={classes.error}>
          <ErrorState fault={faultOf(rows.error)} />
        </div>
      ) : (
        <div className={classes.split} aria-busy={rows.loading}>
          {filtersShown && (filtered || rows.total > 0) && (
            <FacetPanel
              columns={filterColumns}
              facets={shownFacets}
              filters={filters}
              onFilter={(column, filter) => setFilter(column, filter as FilmFilter | null)}
              open={open}
              onOpen={setOpen}
              finding={find}
              onFind={(column, text) => setFind({ column, text })}
            />
          )}
          <DataTable
            id="films"
            label={t("title")}
            columns={columns}
            rowCount={rows.total}
            rowAt={rows.rowAt}
            readRows={rows.readRows}
            rowHeight={36}
            onRange={rows.onRange}
            sort={sort}
            onSort={setSort}
            onActive={setActive}
            onOpen={openFilm}
            onSelect={onSelect}
            shown={shown}
            resetKey={JSON.stringify(query)}
            empty={
              rows.loading ? null : filtered ? (
                <EmptyState
                  icon={<IconSearch size={28} />}
                  title={t("nothingFound")}
                  action={
                    <Button variant="default" onClick={clear}>
                      {t("showAll")}
                    </Button>
                  }
                >
                  {t("nothingFoundHint")}
                </EmptyState>
              ) : (
                <EmptyState
                  icon={<IconMovie size={28} />}
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
              )
            }
          />
          {panelShown && shownFilm && (
            <aside className={classes.side} aria-label={t("panelLabel")}>
              <FilmSummary film={shownFilm} />
            </aside>
          )}
        </div>
      )}
      {editing && (
        <EditFilms
          selected={editing}
          found={rows.total}
          selection={selection}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
};

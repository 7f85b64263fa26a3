/** The catalogue as a table: search, filter, sort, and the film under the cursor beside it. */
import { ActionIcon, Button, Loader, Select, TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import {
  IconFileImport,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconMovie,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { FilmQuery, FilmRow } from "../../../shared/contract/catalogue.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { type FilmColumn, filmOrders } from "../../../shared/domain/table-columns.ts";
import { useCommands } from "../../client/commands.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useWindowedRows } from "../../client/windowed-rows.ts";
import { DataTable, type Sort } from "../../ui/data-table.tsx";
import { useGenreName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useStoredState } from "../../ui/stored-state.ts";
import { useFilmColumns } from "./film-columns.tsx";
import { askFilms, filmListKey, firstQuery } from "./film-list.ts";
import { FilmSummary } from "./film-summary.tsx";
import classes from "./library.module.css";

/** Waits for a pause in typing shorter than anyone notices. */
const typingPauseMs = 120;
const isOrder = (column: string): column is FilmColumn => filmOrders.some((order) => order === column);

export const LibraryPage = () => {
  const { t } = useTranslation("library");
  const { data } = useClients();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [genre, setGenre] = useState<string | null>(null);
  const [sort, setSort] = useState<Sort>({ column: firstQuery.order, descending: firstQuery.descending });
  const [typed] = useDebouncedValue(search, typingPauseMs);
  const [active, setActive] = useState<FilmRow | null>(null);
  const [panelShown, setPanelShown] = useStoredState("library.panel", true);
  const searchField = useRef<HTMLInputElement>(null);
  const columns = useFilmColumns();
  const genreName = useGenreName();

  const query: FilmQuery = useMemo(
    () => ({
      search: typed.trim(),
      filters: genre === null ? [] : [{ type: "values", column: "genres", values: [genre] }],
      order: isOrder(sort.column) ? sort.column : firstQuery.order,
      descending: sort.descending,
    }),
    [typed, genre, sort],
  );
  const rows = useWindowedRows(filmListKey(query), askFilms(data, query));
  const genres = useRead(["films", "genres"], (signal) => data.listGenres({}, { signal })).data?.genres ?? [];
  const filtered = query.search !== "" || genre !== null;
  const open = (film: FilmRow): void => void navigate(`/library/film/${film.id}`);
  const clear = (): void => {
    setSearch("");
    setGenre(null);
  };

  useHotkeys([["mod+F", () => searchField.current?.select()]], []);
  useCommands(
    useMemo(
      () => [
        { id: "library.find", label: t("find"), keys: "Ctrl+F", run: () => searchField.current?.select() },
        { id: "library.panel", label: t("togglePanel"), run: () => setPanelShown((shown) => !shown) },
      ],
      [t, setPanelShown],
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
          <Select
            w={170}
            value={genre}
            onChange={setGenre}
            data={genres.map(({ name, films }) => ({ value: name, label: `${genreName(name)} (${films})` }))}
            placeholder={t("allGenres")}
            aria-label={t("genre")}
            clearable
            clearButtonProps={{ "aria-label": t("allGenres") }}
            searchable
          />
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
      {rows.error && !rows.loading ? (
        <div className={classes.error}>
          <ErrorState fault={faultOf(rows.error)} />
        </div>
      ) : (
        <div className={classes.split} aria-busy={rows.loading}>
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
            onOpen={open}
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
    </Page>
  );
};

/** Changing the films that are selected, or all that were found. */
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilmEdit } from "../../../shared/contract/edits.ts";
import type { FilmSelection } from "../../../shared/contract/table-query.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { undo } from "../../client/undo.ts";
import { EditDialog, type EditValues } from "../../ui/edit/edit-dialog.tsx";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { changeOf, suggestedColumns, useFilmFields } from "./film-edit.ts";

interface EditFilmsProps {
  /** Ids of the selected films. */
  readonly selected: readonly number[];
  readonly found: number;
  readonly selection: FilmSelection;
  readonly onClose: () => void;
}

const typingPauseMs = 200;

export const EditFilms = ({ selected, found, selection, onClose }: EditFilmsProps) => {
  const { t } = useTranslation("table");
  const { t: words } = useTranslation("library");
  const { data } = useClients();
  const queries = useQueryClient();
  const tell = useTurnedNote();
  const [scope, setScope] = useState(selected.length > 0 ? "selected" : "found");
  const [values, setValues] = useState<EditValues>({});
  const [working, setWorking] = useState(false);
  const facets = useRead(["films", "suggestions"], (signal) =>
    data.filmFacets({ columns: [...suggestedColumns], limit: 200 }, { signal }),
  ).data?.facets;
  const fields = useFilmFields(facets ?? [], true);
  const edit: FilmEdit = {
    targets: scope === "selected" ? { films: [...selected] } : { selection },
    change: changeOf(values),
  };
  const [asked] = useDebouncedValue(edit, typingPauseMs);
  const key = JSON.stringify(edit);
  const preview = useRead(
    ["films", "preview", JSON.stringify(asked)],
    (signal) => data.previewFilmEdit(asked, { signal }),
    { enabled: Object.keys(values).length > 0 },
  ).data;

  const apply = async (): Promise<void> => {
    setWorking(true);
    const done = await data.editFilms(edit);
    setWorking(false);
    if (!done.ok) return tell("undone", done);
    onClose();
    await refreshLibrary(queries);
    notifications.show({
      message: (
        <>
          {t("edit.done", { count: done.value.changed })}{" "}
          <Button variant="subtle" onClick={() => undo()}>
            {t("edit.undo")}
          </Button>
        </>
      ),
      autoClose: 8000,
    });
  };
  return (
    <EditDialog
      title={words("edit.title")}
      scopes={[
        ...(selected.length > 0
          ? [{ id: "selected", label: t("edit.selected", { count: selected.length }) }]
          : []),
        { id: "found", label: t("edit.found", { count: found }) },
      ]}
      scope={scope}
      onScope={setScope}
      fields={fields}
      values={values}
      onValues={setValues}
      preview={key === JSON.stringify(asked) ? preview : undefined}
      working={working}
      onApply={() => void apply()}
      onClose={onClose}
    />
  );
};

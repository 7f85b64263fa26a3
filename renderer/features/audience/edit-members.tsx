/** Changing the members that are selected, or all that were found. */
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MemberChange, MemberEdit, MemberField } from "../../../shared/contract/edits.ts";
import type { MemberSelection } from "../../../shared/contract/table-query.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { undo } from "../../client/undo.ts";
import { EditDialog, type EditField, type EditValues } from "../../ui/edit/edit-dialog.tsx";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";

interface EditMembersProps {
  readonly selected: readonly number[];
  readonly found: number;
  readonly selection: MemberSelection;
  readonly onClose: () => void;
}

const named = ["ageBand", "gender", "occupation", "area"] as const satisfies readonly MemberField[];

export const EditMembers = ({ selected, found, selection, onClose }: EditMembersProps) => {
  const { t } = useTranslation("table");
  const { t: words } = useTranslation("audience");
  const { data } = useClients();
  const queries = useQueryClient();
  const tell = useTurnedNote();
  const [scope, setScope] = useState(selected.length > 0 ? "selected" : "found");
  const [values, setValues] = useState<EditValues>({});
  const [working, setWorking] = useState(false);
  const facets = useRead(["members", "suggestions"], (signal) =>
    data.memberFacets({ columns: [...named], limit: 200 }, { signal }),
  ).data?.facets;
  const fields = useMemo(
    (): readonly EditField[] => [
      ...named.map(
        (id): EditField => ({
          id,
          label: words(`columns.${id}`),
          kind: "text",
          suggestions: facets?.find(({ column }) => column === id)?.values.map(({ value }) => value) ?? [],
        }),
      ),
      { id: "joined", label: words("columns.joined"), kind: "date" },
    ],
    [words, facets],
  );
  const edit: MemberEdit = {
    targets: scope === "selected" ? { members: [...selected] } : { selection },
    change: { set: values as NonNullable<MemberChange["set"]> },
  };
  const [asked] = useDebouncedValue(edit, 200);
  const preview = useRead(
    ["members", "preview", JSON.stringify(asked)],
    (signal) => data.previewMemberEdit(asked, { signal }),
    { enabled: Object.keys(values).length > 0 },
  ).data;
  const apply = async (): Promise<void> => {
    setWorking(true);
    const done = await data.editMembers(edit);
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
      preview={JSON.stringify(edit) === JSON.stringify(asked) ? preview : undefined}
      working={working}
      onApply={() => void apply()}
      onClose={onClose}
    />
  );
};

/** One field set to one value in all listed rows of a kind, which are then read again. */
import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../../../shared/contract/import-review.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import classes from "./quarantine.module.css";
import { useFieldName } from "./use-field-name.ts";

interface SetFieldDialogProps {
  /** Whose kind and fields are meant. */
  readonly row: QuarantinedRow;
  readonly onSet: (set: Readonly<Record<string, string>>) => Promise<void>;
  readonly onClose: () => void;
}

export const SetFieldDialog = ({ row, onSet, onClose }: SetFieldDialogProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const fieldName = useFieldName();
  const fields =
    useRead(["import", "quarantine", "row", row.id], (signal) =>
      data.quarantinedRow({ id: row.id }, { signal }),
    ).data?.fields ?? [];
  const [chosen, setChosen] = useState(row.field);
  const [value, setValue] = useState("");
  const [busy, setBusy] = useState(false);
  const field = chosen !== null && fields.includes(chosen) ? chosen : null;
  const set = async (): Promise<void> => {
    if (field === null) return;
    setBusy(true);
    await onSet({ [field]: value });
    onClose();
  };
  return (
    <Dialog title={t("quarantine.setField.title")} width={440} onClose={onClose}>
      <form
        className={classes.inputs}
        onSubmit={(event) => {
          event.preventDefault();
          void set();
        }}
      >
        <p>{t("quarantine.setField.words", { kind: t(`kinds.${row.kind}`) })}</p>
        <Select
          label={t("quarantine.setField.field")}
          data={fields.map((name) => ({ value: name, label: fieldName(name) }))}
          value={field}
          allowDeselect={false}
          searchable
          onChange={setChosen}
        />
        <TextInput
          label={t("quarantine.setField.value")}
          value={value}
          data-autofocus
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" loading={busy} disabled={field === null}>
            {t("quarantine.setField.go")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

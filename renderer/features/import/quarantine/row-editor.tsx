/** A quarantined row mended cell by cell: what still refuses it, or what it would become, is said while one types. */
import { Button, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../../../shared/contract/import-review.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { Kbd } from "../../../ui/figures.tsx";
import { ReadState } from "../../../ui/states.tsx";
import { CheckResult } from "./check-result.tsx";
import classes from "./quarantine.module.css";
import { Reason } from "./row-panel.tsx";
import { useFieldName } from "./use-field-name.ts";

interface RowEditorProps {
  readonly row: QuarantinedRow;
  /** True once the row was taken. */
  readonly onSave: (cells: Readonly<Record<string, string>>) => Promise<boolean>;
  readonly onClose: () => void;
}

export const RowEditor = (props: RowEditorProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const { id } = props.row;
  // The list holds only the beginning of a long cell.
  const read = useRead(["import", "quarantine", "row", id], (signal) =>
    data.quarantinedRow({ id }, { signal }),
  );
  return (
    <ReadState read={read} namespace="import">
      {({ row, fields }) =>
        fields === null ? (
          <div className={classes.panel}>
            <Reason row={row} />
            <p className={classes.hint}>{t("quarantine.fix.unfixable")}</p>
            <Button variant="default" autoFocus onClick={props.onClose}>
              {t("quarantine.fix.close")}
            </Button>
          </div>
        ) : (
          <Cells key={id} {...props} row={row} fields={fields} />
        )
      }
    </ReadState>
  );
};

const typingPauseMs = 120;
const pseudonym = /^#[0-9a-f]{64}$/;
/** No key of a keyboard writes a NUL: the row is mended of it by being opened. */
const withoutNul = (text: string): string => text.replaceAll("\0", "");

interface CellsProps extends RowEditorProps {
  readonly fields: readonly string[];
}

const Cells = ({ row, fields, onSave, onClose }: CellsProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const fieldName = useFieldName();
  const [cells, setCells] = useState(() =>
    Object.fromEntries(fields.map((name) => [name, withoutNul(row.cells[name] ?? "")])),
  );
  const [saving, setSaving] = useState(false);
  const [rested] = useDebouncedValue(cells, typingPauseMs);
  const check = useRead(
    ["import", "quarantine", "check", row.id, JSON.stringify(rested)],
    (signal) => data.checkQuarantined({ id: row.id, cells: rested }, { signal }),
    { keepPrevious: true },
  );
  const current = rested === cells && !check.isPlaceholderData ? check.data : undefined;
  const refused = check.data?.outcome === "rejected" ? check.data.notes[0] : undefined;
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.select(), []);
  const faulty = row.field !== null && fields.includes(row.field) ? row.field : fields[0];

  const save = async (): Promise<void> => {
    if (saving || current?.outcome === "rejected") return;
    setSaving(true);
    if (!(await onSave(cells))) setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
    // Cells are one line until they are told otherwise.
    else if (event.key !== "Enter" || event.shiftKey || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className={classes.panel}
      aria-label={t("quarantine.fix.title")}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Reason row={row} />
      {Object.keys(row.cells).length === 0 && <p className={classes.hint}>{t("quarantine.fix.noCells")}</p>}
      <div className={classes.inputs}>
        {fields.map((name) => (
          <Textarea
            key={name}
            ref={name === faulty ? first : null}
            label={fieldName(name)}
            description={pseudonym.test(cells[name] ?? "") ? t("quarantine.fix.hiddenKey") : undefined}
            error={refused?.field === name ? t(`rules.${refused.rule}`) : undefined}
            value={cells[name] ?? ""}
            onChange={(event) => setCells({ ...cells, [name]: event.currentTarget.value })}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            data-offending={name === row.field || undefined}
          />
        ))}
      </div>
      <div className={classes.outcome}>
        <CheckResult check={check.data} error={check.error} />
        <div className={classes.buttons}>
          <Button
            type="submit"
            leftSection={<IconCheck size={15} />}
            loading={saving}
            disabled={current?.outcome === "rejected"}
          >
            {t("quarantine.fix.save")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("quarantine.fix.close")}
          </Button>
        </div>
        <p className={classes.hint}>
          <Kbd keys="Ctrl+Enter" /> {t("quarantine.keys.save")} · <Kbd keys="Esc" />{" "}
          {t("quarantine.keys.close")}
        </p>
      </div>
    </form>
  );
};

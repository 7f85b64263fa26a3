/** One quarantined row, cell by cell, with the reason beside the cell it is about. */
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../../../shared/contract/import-review.ts";
import { Kbd, Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import classes from "./quarantine.module.css";

interface RowPanelProps {
  readonly row: QuarantinedRow;
  readonly onDismiss: () => void;
  readonly onPutBack: () => void;
}

const tones = { waiting: "bad", fixed: "good", dismissed: "neutral" } as const;

export const RowPanel = ({ row, onDismiss, onPutBack }: RowPanelProps) => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  const names = Object.keys(row.cells);
  const fieldName = (name: string): string =>
    i18n.exists(`import:fields.${name}`) ? t(`fields.${name}`) : name;
  return (
    <div className={classes.panel}>
      <header>
        <Tag tone={tones[row.state]}>{t(`quarantine.states.${row.state}`)}</Tag>
        <strong>{t(`kinds.${row.kind}`)}</strong>
        <span className={classes.where} title={row.file}>
          {t("quarantine.where", { file: row.file, line: format.number(row.line) })}
        </span>
      </header>
      <p className={classes.reason}>
        {t(`rules.${row.rule}`)}
        {row.detail !== "" && <span className={classes.detail}>{row.detail}</span>}
      </p>
      <dl className={classes.cells}>
        {names.map((name) => (
          <div key={name} data-offending={name === row.field || undefined}>
            <dt>{fieldName(name)}</dt>
            <dd data-selectable>{row.cells[name] || t("diff.none")}</dd>
          </div>
        ))}
      </dl>
      {row.state === "waiting" && (
        <>
          <Button variant="default" leftSection={<IconTrash size={15} />} onClick={onDismiss}>
            {t("quarantine.dismissOne")}
          </Button>
          <p className={classes.hint}>{t("quarantine.mend")}</p>
          <p className={classes.hint}>
            <Kbd keys="Delete" /> {t("quarantine.keys.dismiss")}
          </p>
        </>
      )}
      {row.state === "dismissed" && (
        <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={onPutBack}>
          {t("quarantine.putBack")}
        </Button>
      )}
    </div>
  );
};

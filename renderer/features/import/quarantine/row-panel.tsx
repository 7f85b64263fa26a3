/** One quarantined row, cell by cell, with the reason beside the cell it is about. */
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../../../shared/contract/import-review.ts";
import { Kbd, Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import classes from "./quarantine.module.css";
import { useFieldName } from "./use-field-name.ts";

const tones = { waiting: "bad", fixed: "good", dismissed: "neutral" } as const;

/** Which row it is and why it was not taken. */
export const Reason = ({ row }: { readonly row: QuarantinedRow }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (
    <>
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
    </>
  );
};

interface RowPanelProps {
  readonly row: QuarantinedRow;
  readonly onFix: () => void;
  readonly onTakeBack: () => void;
  readonly onDismiss: () => void;
  readonly onPutBack: () => void;
}

export const RowPanel = ({ row, onFix, onTakeBack, onDismiss, onPutBack }: RowPanelProps) => {
  const { t } = useTranslation("import");
  const fieldName = useFieldName();
  const names = Object.keys(row.fixed ?? row.cells);
  return (
    <div className={classes.panel}>
      <Reason row={row} />
      <dl className={classes.cells}>
        {names.map((name) => {
          const before = row.cells[name] ?? "";
          const now = row.fixed?.[name] ?? before;
          return (
            <div key={name} data-offending={name === row.field || undefined}>
              <dt>{fieldName(name)}</dt>
              <dd data-selectable>
                {now || t("diff.none")}
                {now !== before && <del>{before || t("diff.none")}</del>}
              </dd>
            </div>
          );
        })}
      </dl>
      {row.state === "waiting" && (
        <>
          <div className={classes.buttons}>
            <Button leftSection={<IconPencil size={15} />} onClick={onFix}>
              {t("quarantine.fix.open")}
            </Button>
            <Button variant="default" leftSection={<IconTrash size={15} />} onClick={onDismiss}>
              {t("quarantine.dismissOne")}
            </Button>
          </div>
          <p className={classes.hint}>{t("quarantine.mend")}</p>
          <p className={classes.hint}>
            <Kbd keys="Enter" /> {t("quarantine.keys.fix")} · <Kbd keys="Delete" />{" "}
            {t("quarantine.keys.dismiss")}
          </p>
        </>
      )}
      {row.state === "fixed" && (
        <>
          <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={onTakeBack}>
            {t("quarantine.fix.takeBack")}
          </Button>
          <p className={classes.hint}>{t("quarantine.fix.takeBackWords")}</p>
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

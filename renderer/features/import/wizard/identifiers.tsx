/** Columns that tell who somebody is: left out. */
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { useFormat } from "../../../ui/format.ts";
import { fieldsOfColumn } from "./edit-mapping.ts";
import classes from "./wizard.module.css";

interface IdentifiersProps {
  readonly table: TablePreview;
  readonly mapping: TableMapping;
}

export const Identifiers = ({ table, mapping }: IdentifiersProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const columns = table.columns
    .map(({ name }) => name)
    .filter(
      (name) =>
        table.reasons.leftOut[name]?.code === "directIdentifier" &&
        fieldsOfColumn(mapping, name).length === 0,
    );
  if (columns.length === 0) return null;
  return (
    <div className={classes.identifiers}>
      <IconLock size={16} aria-hidden />
      <div className={classes.grow}>
        <strong>{t("identifiers.title", { columns: format.list(columns) })}</strong>
        <p>{t("identifiers.words")}</p>
      </div>
    </div>
  );
};

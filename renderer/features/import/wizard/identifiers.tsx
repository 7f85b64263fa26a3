/** Columns that tell who somebody is: left out, unless the user keeps one on purpose, sealed. */
import { Switch } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { useFormat } from "../../../ui/format.ts";
import { fieldsOfColumn, fillFrom, identifierFields, leaveOut } from "./edit-mapping.ts";
import { identifierFieldOf } from "./identifier-field.ts";
import classes from "./wizard.module.css";

interface IdentifiersProps {
  readonly table: TablePreview;
  readonly mapping: TableMapping;
  readonly onChange: (mapping: TableMapping) => void;
}

export const Identifiers = ({ table, mapping, onChange }: IdentifiersProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const columns = table.columns.filter(
    ({ name }) => table.reasons.leftOut[name]?.code === "directIdentifier",
  );
  const fields = identifierFields(mapping.kind);
  const sealedField = (column: string): string | null =>
    fieldsOfColumn(mapping, column).find((field) => fields.includes(field)) ?? null;
  const free = columns.filter(({ name }) =>
    fieldsOfColumn(mapping, name).every((field) => fields.includes(field)),
  );
  if (free.length === 0) return null;
  return (
    <div className={classes.identifiers}>
      <IconLock size={16} aria-hidden />
      <div className={classes.grow}>
        <strong>{t("identifiers.title", { columns: format.list(free.map(({ name }) => name)) })}</strong>
        <p>{t(fields.length > 0 ? "identifiers.words" : "identifiers.noPlace")}</p>
        {fields.length > 0 &&
          free.map(({ name, samples }) => {
            const sealed = sealedField(name);
            const field =
              sealed ??
              identifierFieldOf(
                name,
                samples,
                fields.filter((each) => !mapping.fields[each]),
              );
            if (field === null) return null;
            return (
              <Switch
                key={name}
                label={t("identifiers.keep", { column: name, field: t(`fields.${field}`) })}
                checked={sealed !== null}
                onChange={() =>
                  onChange(sealed === null ? fillFrom(mapping, name, field) : leaveOut(mapping, sealed))
                }
              />
            );
          })}
      </div>
    </div>
  );
};

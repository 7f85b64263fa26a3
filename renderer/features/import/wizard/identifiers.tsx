/** Columns that tell who somebody is: left out, unless the user keeps one on purpose, sealed. */
import { Button, Switch } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { identifierFields } from "../../../../shared/domain/record-kinds.ts";
import { usePrivacy } from "../../../client/privacy.ts";
import { useFormat } from "../../../ui/format.ts";
import { fieldsOfColumn, fillFrom, leaveOut } from "./edit-mapping.ts";
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
  const navigate = useNavigate();
  const kept = usePrivacy().data?.identifiers;
  const fields = identifierFields(mapping.kind);
  /** The sealed field a column fills; undefined where it fills another, which then is the user's wish. */
  const sealedField = (column: string): string | null | undefined => {
    const filled = fieldsOfColumn(mapping, column);
    return filled.length === 0 ? null : filled.find((field) => fields.includes(field));
  };
  const columns = table.columns.filter(
    ({ name }) => table.reasons.leftOut[name]?.code === "directIdentifier" && sealedField(name) !== undefined,
  );
  if (columns.length === 0) return null;
  const out = columns.filter(({ name }) => sealedField(name) === null).map(({ name }) => name);
  const words = (): string => {
    if (fields.length === 0) return t("identifiers.noPlace");
    if (kept && !kept.secretStore) return t("identifiers.noStore");
    return kept?.keeping ? t("identifiers.words") : t("identifiers.off");
  };
  return (
    <div className={classes.identifiers}>
      <IconLock size={16} aria-hidden />
      <div className={classes.grow}>
        <strong>
          {out.length > 0 ? t("identifiers.title", { columns: format.list(out) }) : t("identifiers.allKept")}
        </strong>
        <p>{words()}</p>
        {fields.length > 0 && kept && !kept.keeping && kept.secretStore && (
          <Button variant="default" size="compact-sm" onClick={() => void navigate("/settings")}>
            {t("identifiers.settings")}
          </Button>
        )}
        {columns.map(({ name, samples }) => {
          const sealed = sealedField(name) ?? null;
          const free = fields.filter((field) => !mapping.fields[field]);
          const field = sealed ?? identifierFieldOf(name, samples, free);
          if (field === null || !(kept?.keeping || sealed)) return null;
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

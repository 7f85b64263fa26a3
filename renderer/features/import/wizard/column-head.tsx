/** A column's name, the field it fills, how its cells are read, and why it was guessed so. */
import { ActionIcon, Select } from "@mantine/core";
import { IconLock, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { Reason, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { identifierFields } from "../../../../shared/domain/record-kinds.ts";
import { useReasonWords } from "../reason-words.ts";
import { fieldsOfColumn, leaveOut, mappableFields, reassign } from "./edit-mapping.ts";
import { Readings } from "./readings.tsx";
import classes from "./wizard.module.css";

interface ColumnHeadProps {
  readonly table: TablePreview;
  readonly column: string;
  readonly mapping: TableMapping;
  /** The field of 0/1 columns this one belongs to. */
  readonly partOf: string | null;
  readonly onChange: (mapping: TableMapping) => void;
}

export const ColumnHead = ({ table, column, mapping, partOf, onChange }: ColumnHeadProps) => {
  const { t } = useTranslation("import");
  const wordsOf = useReasonWords();
  const fields = fieldsOfColumn(mapping, column);
  const [field = null, ...others] = fields;
  const sealed = field !== null && identifierFields(mapping.kind).includes(field);
  const reasons = reasonsOf(table, mapping, column, fields);
  const why = reasons === null ? t("reasons.yours") : reasons.map(wordsOf).join(" ");
  const identifies = table.reasons.leftOut[column]?.code === "directIdentifier";
  const samples = table.columns.find(({ name }) => name === column)?.samples ?? [];

  return (
    <div className={classes.head}>
      <span className={classes.columnName} title={column}>
        {/^\d+$/.test(column) ? t("wizard.column", { number: column }) : column}
      </span>
      {partOf !== null ? (
        <span className={classes.partOf}>{t("wizard.partOf", { field: t(`fields.${partOf}`) })}</span>
      ) : sealed ? (
        <span className={classes.partOf}>
          <IconLock size={13} aria-hidden /> {t("identifiers.sealed", { field: t(`fields.${field}`) })}
        </span>
      ) : (
        <Select
          aria-label={t("wizard.fieldOf", { column })}
          value={field}
          onChange={(next) => onChange(reassign(mapping, column, field, next))}
          placeholder={t("wizard.leftOut")}
          data={mappableFields(mapping.kind, identifies).map(({ name, required }) => ({
            value: name,
            label: `${t(`fields.${name}`)}${required ? " *" : ""}`,
          }))}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("wizard.leaveOut", { column }) }}
          nothingFoundMessage={t("wizard.noField")}
          comboboxProps={{ width: 220, position: "bottom-start" }}
          maxDropdownHeight={320}
          data-mapped={field !== null || undefined}
        />
      )}
      {others.map((other) => (
        <span key={other} className={classes.alsoFills}>
          {t("wizard.also", { field: t(`fields.${other}`) })}
          <ActionIcon
            size={24}
            aria-label={t("wizard.notAlso", { field: t(`fields.${other}`), column })}
            onClick={() => onChange(leaveOut(mapping, other))}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      {fields.map((name) => (
        <Readings
          key={name}
          field={name}
          named={fields.length > 1}
          mapping={mapping}
          samples={samples}
          onChange={onChange}
        />
      ))}
      {partOf === null && (
        <span className={classes.reason} title={why}>
          {why}
        </span>
      )}
    </div>
  );
};

/** Why the column stands as it does; null where the user has changed what was guessed. */
const reasonsOf = (
  table: TablePreview,
  mapping: TableMapping,
  column: string,
  fields: readonly string[],
): readonly Reason[] | null => {
  const guess = table.mapping?.kind === mapping.kind ? table.mapping : null;
  const guessed = guess ? fieldsOfColumn(guess, column) : [];
  const same =
    guess !== null &&
    guessed.length === fields.length &&
    fields.every((field) => JSON.stringify(guess.fields[field]) === JSON.stringify(mapping.fields[field]));
  const leftOut = table.reasons.leftOut[column];
  if (fields.length === 0 && guessed.length === 0) return leftOut ? [leftOut] : [];
  if (!same) return null;
  const reasons = fields.flatMap((field) => table.reasons.fields[field] ?? []);
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
};

/** What no column says but holds for every row, such as the venue a file comes from. */
import { ActionIcon, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { useReasonWords } from "../reason-words.ts";
import { constantFields, leaveOut, mappableFields, setConstant } from "./edit-mapping.ts";
import classes from "./wizard.module.css";

interface ConstantsProps {
  readonly table: TablePreview;
  readonly mapping: TableMapping;
  readonly onChange: (mapping: TableMapping) => void;
}

export const Constants = ({ table, mapping, onChange }: ConstantsProps) => {
  const { t } = useTranslation("import");
  const wordsOf = useReasonWords();
  const id = useId();
  const fields = constantFields(mapping);
  const free = mappableFields(mapping.kind).filter(({ name }) => mapping.fields[name] === undefined);
  return (
    <div className={classes.constants}>
      <span className={classes.dim}>{t("constants.title")}</span>
      {fields.map((field) => (
        <span
          key={field}
          className={classes.constant}
          title={(table.reasons.fields[field] ?? []).map(wordsOf).join(" ")}
        >
          <label htmlFor={`${id}-${field}`}>{t(`fields.${field}`)}</label>
          <TextInput
            key={mapping.fields[field]?.constant}
            id={`${id}-${field}`}
            w={180}
            defaultValue={mapping.fields[field]?.constant ?? ""}
            error={(mapping.fields[field]?.constant ?? "") === ""}
            onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
            onBlur={({ currentTarget }) =>
              currentTarget.value !== (mapping.fields[field]?.constant ?? "") &&
              onChange(setConstant(mapping, field, currentTarget.value))
            }
          />
          <ActionIcon
            aria-label={t("constants.remove", { field: t(`fields.${field}`) })}
            onClick={() => onChange(leaveOut(mapping, field))}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <Select
        w={190}
        aria-label={t("constants.add")}
        placeholder={t("constants.add")}
        value={null}
        searchable
        data={free.map(({ name }) => ({ value: name, label: t(`fields.${name}`) }))}
        onChange={(field) => field && onChange(setConstant(mapping, field, ""))}
      />
    </div>
  );
};

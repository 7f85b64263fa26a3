/** How the file is cut into rows, and what of that can be said otherwise. */
import { Button, Popover, Select, Switch, TextInput } from "@mantine/core";
import { IconFileSettings } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import {
  type FormOverride,
  TableForm,
  TextEncoding,
  textEncodings,
} from "../../../../shared/contract/import-forms.ts";
import classes from "./wizard.module.css";

interface FormControlsProps {
  readonly table: TablePreview;
  readonly onChange: (form: FormOverride) => void;
}

const delimiters = [",", ";", "\t", "|", "::"];

export const FormControls = ({ table, onChange }: FormControlsProps) => {
  const { t } = useTranslation("import");
  const form = TableForm.safeParse(table.form).data;
  const delimiterWord = (delimiter: string): string =>
    t(
      `delimiters.${["comma", "semicolon", "tab", "bar", "colons"][delimiters.indexOf(delimiter)] ?? "other"}`,
      {
        delimiter,
      },
    );
  if (!form) return null;
  if (form.type === "xlsx")
    return (
      <Switch
        label={t("form.header")}
        checked={form.header}
        onChange={(event) => onChange({ header: event.currentTarget.checked })}
      />
    );
  if (form.type !== "delimited") return <span className={classes.dim}>{t(`tableForms.${form.type}`)}</span>;

  const { separator: delimiter, quote } = form.dialect;
  const quoted = quote !== null;
  const { encoding } = form;
  const now: FormOverride = { encoding, delimiter, quoted, header: form.header };
  return (
    <Popover position="bottom-end" width={300} shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFileSettings size={15} />}>
          {t("form.summary", { encoding: encoding.toUpperCase(), delimiter: delimiterWord(delimiter) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.readingFields}>
          <Select
            label={t("form.encoding")}
            value={encoding}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={textEncodings.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={(value) => onChange({ ...now, encoding: TextEncoding.parse(value) })}
          />
          <Select
            label={t("form.delimiter")}
            value={delimiters.includes(delimiter) ? delimiter : "other"}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={[
              ...delimiters.map((value) => ({ value, label: delimiterWord(value) })),
              { value: "other", label: t("readings.other") },
            ]}
            onChange={(value) => value && onChange({ ...now, delimiter: value === "other" ? "^" : value })}
          />
          {!delimiters.includes(delimiter) && (
            <OtherDelimiter value={delimiter} onChange={(value) => onChange({ ...now, delimiter: value })} />
          )}
          <Switch
            label={t("form.header")}
            checked={form.header}
            onChange={(event) => onChange({ ...now, header: event.currentTarget.checked })}
          />
          <Switch
            label={t("form.quoted")}
            checked={quoted}
            onChange={(event) => onChange({ ...now, quoted: event.currentTarget.checked })}
          />
          <span className={classes.dim}>{t("form.words")}</span>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};

const OtherDelimiter = ({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => {
  const { t } = useTranslation("import");
  const [typed, setTyped] = useState(value);
  return (
    <TextInput
      aria-label={t("form.delimiter")}
      value={typed}
      maxLength={8}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed !== "" && typed !== value && onChange(typed)}
    />
  );
};

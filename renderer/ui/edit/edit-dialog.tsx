/** Changing many rows at once: which rows, which fields, how many will change, then all in one step. */
import {
  ActionIcon,
  Autocomplete,
  Button,
  NumberInput,
  Radio,
  Select,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import classes from "./edit.module.css";

export interface EditField {
  readonly id: string;
  readonly label: string;
  readonly kind: "text" | "number" | "date" | "names";
  /** What others have, to choose from. */
  readonly suggestions?: readonly string[];
}
export type EditValue = string | number | readonly string[] | null;
export type EditValues = Readonly<Record<string, EditValue>>;

export interface EditScope {
  readonly id: string;
  readonly label: string;
}

export interface EditPreview {
  readonly targets: number;
  readonly changed: number;
}

interface EditDialogProps {
  readonly title: string;
  readonly scopes: readonly EditScope[];
  readonly scope: string;
  readonly onScope: (scope: string) => void;
  readonly fields: readonly EditField[];
  readonly values: EditValues;
  readonly onValues: (values: EditValues) => void;
  /** Undefined while it is being worked out. */
  readonly preview: EditPreview | undefined;
  readonly working: boolean;
  readonly onApply: () => void;
  readonly onClose: () => void;
}

export const EditDialog = (props: EditDialogProps) => {
  const { title, scopes, scope, onScope, fields, values, onValues, preview, working, onApply, onClose } =
    props;
  const { t } = useTranslation("table");
  const chosen = fields.filter(({ id }) => id in values);
  const left = fields.filter(({ id }) => !(id in values));
  const set = (id: string, value: EditValue): void => onValues({ ...values, [id]: value });
  const drop = (id: string): void =>
    onValues(Object.fromEntries(Object.entries(values).filter(([name]) => name !== id)));
  return (
    <Dialog title={title} width={520} onClose={onClose}>
      <div className={classes.dialog}>
        <Radio.Group value={scope} onChange={onScope} label={t("edit.scope")}>
          <div className={classes.scopes}>
            {scopes.map(({ id, label }) => (
              <Radio key={id} value={id} label={label} size="xs" />
            ))}
          </div>
        </Radio.Group>
        {chosen.map((field) => (
          <div key={field.id} className={classes.field}>
            <FieldInput
              field={field}
              value={values[field.id] ?? null}
              onChange={(value) => set(field.id, value)}
            />
            <ActionIcon aria-label={t("edit.remove", { name: field.label })} onClick={() => drop(field.id)}>
              <IconX size={15} />
            </ActionIcon>
          </div>
        ))}
        {left.length > 0 && (
          <Select
            value={null}
            placeholder={t("edit.add")}
            aria-label={t("edit.add")}
            data={left.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) => {
              const field = fields.find((one) => one.id === id);
              if (field) set(field.id, field.kind === "names" ? [] : null);
            }}
            searchable
            comboboxProps={{ withinPortal: true }}
          />
        )}
        <p className={classes.preview} role="status">
          <PreviewWords chosen={chosen.length} preview={preview} />
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            onClick={onApply}
            loading={working}
            disabled={chosen.length === 0 || !preview || preview.changed === 0}
          >
            {t("edit.apply")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

const PreviewWords = ({
  chosen,
  preview,
}: {
  readonly chosen: number;
  readonly preview: EditPreview | undefined;
}) => {
  const { t, i18n } = useTranslation("table");
  if (chosen === 0) return t("edit.nothing");
  if (!preview) return "…";
  if (preview.changed === 0) return t("edit.same");
  return t("edit.preview", {
    count: preview.targets,
    changed: new Intl.NumberFormat(i18n.language).format(preview.changed),
  });
};

interface FieldInputProps {
  readonly field: EditField;
  readonly value: EditValue;
  readonly onChange: (value: EditValue) => void;
}

/** Nothing entered means that the field is emptied. */
export const FieldInput = ({ field, value, onChange }: FieldInputProps) => {
  const { t } = useTranslation("table");
  const { label, kind, suggestions = [] } = field;
  const common = { label, placeholder: t("edit.empty") };
  switch (kind) {
    case "text":
      return suggestions.length > 0 ? (
        <Autocomplete
          {...common}
          size="xs"
          value={String(value ?? "")}
          onChange={(text) => onChange(text === "" ? null : text)}
          data={[...suggestions]}
          limit={50}
          comboboxProps={{ withinPortal: true }}
        />
      ) : (
        <TextInput
          {...common}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          hideControls
          allowNegative={false}
          decimalScale={0}
          value={typeof value === "number" ? value : ""}
          onChange={(entered) => onChange(typeof entered === "number" ? entered : null)}
        />
      );
    case "date":
      return (
        <TextInput
          {...common}
          type="date"
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case "names":
      return (
        <TagsInput
          label={label}
          size="xs"
          value={Array.isArray(value) ? [...value] : []}
          onChange={onChange}
          data={[...suggestions]}
          limit={50}
          comboboxProps={{ withinPortal: true }}
        />
      );
  }
};

/** The facts of one concept; kept when a field is left. */
import { Button, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Concept } from "../../../shared/domain/concept.ts";
import { type EditValue, FieldInput } from "../../ui/edit/edit-dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import classes from "./production.module.css";

interface ConceptFormProps {
  readonly name: string;
  readonly concept: Concept;
  readonly onSave: (concept: Concept) => void;
  readonly onRemove: () => void;
}

const lists = ["genres", "people", "keywords"] as const;
const texts = ["certificate", "language", "country", "studio"] as const;
/** Number, least and most. */
const numbers = [
  ["year", 1900, 2200],
  ["runtime", 1, 1500],
  ["budget", 1, 1e12],
] as const;

export const ConceptForm = ({ name, concept, onSave, onRemove }: ConceptFormProps) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const [draft, setDraft] = useState(concept);
  const change = (facts: Partial<Concept>): void => setDraft({ ...draft, ...facts });
  const keep = (facts: Partial<Concept> = {}): void => {
    const next = { ...draft, ...facts };
    setDraft(next);
    if (JSON.stringify(next) !== JSON.stringify(concept)) onSave(next);
  };
  const months = Array.from({ length: 12 }, (_, at) => ({
    value: `${at + 1}`,
    label: new Intl.DateTimeFormat(format.language, { month: "long", timeZone: "UTC" }).format(
      Date.UTC(2024, at, 1),
    ),
  }));
  return (
    <form
      className={classes.form}
      aria-label={t("editing", { name })}
      onSubmit={(event) => event.preventDefault()}
      onBlur={() => keep()}
    >
      <TextInput
        size="xs"
        label={t("facts.title")}
        maxLength={200}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        size="xs"
        label={t("facts.synopsis")}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={20_000}
        value={draft.synopsis}
        onChange={(event) => change({ synopsis: event.currentTarget.value })}
      />
      {lists.map((field) => (
        <FieldInput
          key={field}
          field={{ id: field, label: t(`facts.${field}`), kind: "names", suggestions: [] }}
          value={draft[field]}
          onChange={(value: EditValue) => keep({ [field]: value as readonly string[] })}
        />
      ))}
      <div className={classes.pair}>
        {numbers.map(([field, min, max]) => (
          <NumberInput
            key={field}
            size="xs"
            label={t(`facts.${field}`)}
            hideControls
            allowNegative={false}
            decimalScale={0}
            thousandSeparator={field === "budget" ? "," : ""}
            min={min}
            max={max}
            clampBehavior="blur"
            value={draft[field] ?? ""}
            onChange={(value) => change({ [field]: typeof value === "number" && value > 0 ? value : null })}
          />
        ))}
        <Select
          size="xs"
          label={t("facts.month")}
          clearable
          clearButtonProps={{ "aria-label": t("clearMonth") }}
          data={months}
          value={draft.month === null ? null : `${draft.month}`}
          onChange={(value) => keep({ month: value === null ? null : Number(value) })}
        />
        {texts.map((field) => (
          <TextInput
            key={field}
            size="xs"
            label={t(`facts.${field}`)}
            maxLength={200}
            value={draft[field]}
            onChange={(event) => change({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Button variant="default" leftSection={<IconTrash size={14} />} onClick={onRemove}>
        {t("remove", { name })}
      </Button>
    </form>
  );
};

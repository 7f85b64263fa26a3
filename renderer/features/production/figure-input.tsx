/** A number that is kept when its field is left; empty is null. */
import { NumberInput } from "@mantine/core";
import { useState } from "react";

interface FigureInputProps {
  readonly label: string;
  /** Said, not shown: the label stands above the column. */
  readonly hidden?: boolean;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: number | null;
  readonly max: number;
  readonly money?: boolean;
  readonly suffix?: string;
  readonly onKeep: (value: number | null) => void;
}

export const FigureInput = ({
  label,
  hidden = false,
  description,
  placeholder,
  value,
  max,
  money = false,
  suffix = "",
  onKeep,
}: FigureInputProps) => {
  const [draft, setDraft] = useState<number | null>(value);
  const keep = (): void => {
    if (draft !== value) onKeep(draft);
  };
  return (
    <NumberInput
      size="xs"
      {...(hidden ? { "aria-label": label } : { label })}
      {...(description ? { description } : {})}
      placeholder={placeholder ?? ""}
      hideControls
      allowNegative={false}
      decimalScale={0}
      thousandSeparator={money ? "," : ""}
      suffix={suffix}
      min={0}
      max={max}
      clampBehavior="blur"
      value={draft ?? ""}
      onChange={(next) => setDraft(typeof next === "number" ? next : null)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
      }}
    />
  );
};

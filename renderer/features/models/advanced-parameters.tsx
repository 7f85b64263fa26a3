/** Parameters of a model for those who know them; a field left empty stands for the default. */
import { Button, Collapse, NumberInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { memo, type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelName } from "../../../shared/contract/training.ts";
import classes from "./models.module.css";
import { type Parameter, parameters } from "./parameters.ts";

export type Parameters = Readonly<Record<string, number>>;

interface AdvancedParametersProps {
  readonly name: ModelName;
  /** Read when the form is sent: what is typed here draws nothing else. */
  readonly values: RefObject<Parameters>;
}

export const AdvancedParameters = memo(({ name, values }: AdvancedParametersProps) => {
  const { t } = useTranslation("models");
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        aria-expanded={open}
        aria-controls={id}
        leftSection={open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        onClick={() => setOpen(!open)}
      >
        {t("train.advanced")}
      </Button>
      <Collapse expanded={open} id={id}>
        <p className={classes.hint}>{t("train.advancedHint")}</p>
        <div className={classes.pair}>
          {parameters[name].map((parameter) => (
            <Field key={`${name} ${parameter.name}`} parameter={parameter} values={values} />
          ))}
        </div>
      </Collapse>
    </div>
  );
});

interface FieldProps {
  readonly parameter: Parameter;
  readonly values: RefObject<Parameters>;
}

const Field = memo(({ parameter: { name, min, max, step }, values }: FieldProps) => {
  const { t } = useTranslation("models");
  const [value, setValue] = useState<number | string>(values.current[name] ?? "");
  return (
    <NumberInput
      label={t(`parameters.${name}`)}
      placeholder={t("train.default")}
      min={min}
      max={max}
      step={step}
      clampBehavior="blur"
      value={value}
      onChange={(next) => {
        setValue(next);
        const { [name]: _, ...others } = values.current;
        values.current = typeof next === "number" ? { ...others, [name]: next } : others;
      }}
    />
  );
});

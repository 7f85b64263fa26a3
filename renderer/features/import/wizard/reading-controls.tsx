/** The control that changes one reading of a field. */
import { Checkbox, NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateReading, type FieldReading, Unit } from "../../../../shared/contract/import-mapping.ts";
import type { FieldType, Reading } from "../../../../shared/domain/record-kinds.ts";
import classes from "./wizard.module.css";

interface ReadingControlProps {
  readonly reading: Reading;
  readonly type: FieldType;
  readonly value: FieldReading;
  readonly samples: readonly string[];
  readonly onChange: (change: Partial<FieldReading>) => void;
}

const usual = "";
const usualScale = { min: 0.5, max: 5, step: 0.5 };

export const ReadingControl = ({ reading, type, value, samples, onChange }: ReadingControlProps) => {
  const { t } = useTranslation("import");
  switch (reading) {
    case "keys":
      return (
        <Checkbox
          size="xs"
          label={t("readings.keys.refuse")}
          checked={value.keys === "wholeNumbers"}
          onChange={(event) => onChange({ keys: event.currentTarget.checked ? "wholeNumbers" : undefined })}
        />
      );
    case "titles":
      return (
        <Checkbox
          size="xs"
          label={t("readings.titles.articleLast")}
          checked={value.titles === "articleLast"}
          onChange={(event) => onChange({ titles: event.currentTarget.checked ? "articleLast" : undefined })}
        />
      );
    case "dates":
      return (
        <Select
          label={t("readings.dates")}
          value={value.dates ?? usual}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: usual, label: t("readings.usual") },
            ...DateReading.options.map((order) => ({ value: order, label: t(`dateOrders.${order}`) })),
          ]}
          onChange={(order) => onChange({ dates: DateReading.safeParse(order).data })}
        />
      );
    case "decimal":
      return (
        <div>
          <div className={classes.controlLabel}>{t("readings.decimal")}</div>
          <SegmentedControl
            fullWidth
            aria-label={t("readings.decimal")}
            value={value.decimal ?? "."}
            data={[
              { value: ".", label: "1.5" },
              { value: ",", label: "1,5" },
            ]}
            onChange={(sign) => onChange({ decimal: sign === "," ? "," : "." })}
          />
        </div>
      );
    case "unit": {
      const units =
        type === "share" ? (["share", "percent"] as const) : (["minutes", "seconds", "hours"] as const);
      return (
        <Select
          label={t("readings.unit")}
          value={value.unit ?? usual}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: usual, label: t("readings.usual") },
            ...units.map((unit) => ({ value: unit, label: t(`units.${unit}`) })),
          ]}
          onChange={(unit) => onChange({ unit: Unit.safeParse(unit).data })}
        />
      );
    }
    case "list":
      return <ListControl value={value} onChange={onChange} />;
    case "flags":
      return value.flags ? (
        <p className={classes.dim}>{t("readings.flagNames", { names: value.flags.join(", ") })}</p>
      ) : null;
    case "scale": {
      const scale = value.scale ?? usualScale;
      return (
        <div className={classes.scale}>
          {(["min", "max", "step"] as const).map((end) => (
            <NumberInput
              key={end}
              label={t(`readings.scale.${end}`)}
              value={scale[end]}
              step={0.5}
              hideControls
              {...(end === "step" ? { min: 0.001 } : {})}
              onChange={(next) =>
                typeof next === "number" &&
                (end !== "step" || next > 0) &&
                onChange({ scale: { ...scale, [end]: next } })
              }
            />
          ))}
        </div>
      );
    }
    case "polarity":
      return <PolarityControl value={value} samples={samples} onChange={onChange} />;
    case "labels":
      return <LabelsControl value={value} samples={samples} onChange={onChange} />;
  }
};

type Part = Pick<ReadingControlProps, "value" | "onChange">;

const separators = ["|", ",", ";", "/", "、"];

const ListControl = ({ value, onChange }: Part) => {
  const { t } = useTranslation("import");
  const { list } = value;
  const chosen = list === undefined ? usual : list === "json" ? "json" : list.separator;
  const known = [usual, "json", ...separators];
  return (
    <>
      <Select
        label={t("readings.list")}
        value={known.includes(chosen) ? chosen : "other"}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={[
          { value: usual, label: t("readings.usual") },
          ...separators.map((separator) => ({ value: separator, label: separator })),
          { value: "json", label: t("readings.listJson") },
          { value: "other", label: t("readings.other") },
        ]}
        onChange={(next) => {
          if (next === null || next === usual) onChange({ list: undefined });
          else if (next === "json") onChange({ list: "json" });
          else onChange({ list: { separator: next === "other" ? " | " : next } });
        }}
      />
      {!known.includes(chosen) && (
        <TextInput
          aria-label={t("readings.list")}
          value={chosen}
          maxLength={8}
          onChange={({ currentTarget }) =>
            currentTarget.value !== "" && onChange({ list: { separator: currentTarget.value } })
          }
        />
      )}
    </>
  );
};

const distinctMax = 12;
const distinct = (known: readonly string[], samples: readonly string[]): readonly string[] =>
  [...new Set([...known, ...samples.filter((sample) => sample !== "" && sample.length < 24)])].slice(
    0,
    distinctMax,
  );

const PolarityControl = ({ value, samples, onChange }: Part & Pick<ReadingControlProps, "samples">) => {
  const { t } = useTranslation("import");
  const polarity = value.polarity ?? {};
  return (
    <div>
      <div className={classes.controlLabel}>{t("readings.polarity")}</div>
      {distinct(Object.keys(polarity), samples).map((label) => (
        <div key={label} className={classes.label}>
          <span className={classes.labelName} title={label}>
            {label}
          </span>
          <SegmentedControl
            aria-label={label}
            value={String(polarity[label] ?? "none")}
            data={["-1", "0", "1"].map((sign) => ({ value: sign, label: t(`readings.signs.${sign}`) }))}
            onChange={(sign) => onChange({ polarity: { ...polarity, [label]: Number(sign) as -1 | 0 | 1 } })}
          />
        </div>
      ))}
    </div>
  );
};

const LabelsControl = ({ value, samples, onChange }: Part & Pick<ReadingControlProps, "samples">) => {
  const { t } = useTranslation("import");
  const labels = value.labels ?? {};
  const rename = (code: string, name: string): void => {
    const { [code]: _, ...rest } = labels;
    const next = name === "" ? rest : { ...rest, [code]: name };
    onChange({ labels: Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <div>
      <div className={classes.controlLabel}>{t("readings.labels")}</div>
      {distinct(Object.keys(labels), samples).map((code) => (
        <div key={code} className={classes.label}>
          <span className={classes.labelName} title={code}>
            {code}
          </span>
          <TextInput
            aria-label={t("readings.labelOf", { code })}
            placeholder={code}
            defaultValue={labels[code] ?? ""}
            onBlur={({ currentTarget }) =>
              currentTarget.value.trim() !== (labels[code] ?? "") && rename(code, currentTarget.value.trim())
            }
          />
        </div>
      ))}
    </div>
  );
};

/** How a field's cells are read, as one line that opens what can be changed. */
import { Popover, UnstyledButton } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FieldReading, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { fieldOf, type Reading, readingsOf } from "../../../../shared/domain/record-kinds.ts";
import { useFormat } from "../../../ui/format.ts";
import { changeReading } from "./edit-mapping.ts";
import { ReadingControl } from "./reading-controls.tsx";
import classes from "./wizard.module.css";

interface ReadingsProps {
  readonly field: string;
  /** Whether to say which field it is of, where a column fills several. */
  readonly named: boolean;
  readonly mapping: TableMapping;
  readonly samples: readonly string[];
  readonly onChange: (mapping: TableMapping) => void;
}

export const Readings = ({ field, named, mapping, samples, onChange }: ReadingsProps) => {
  const { t } = useTranslation("import");
  const words = useReadingWords();
  const type = fieldOf(mapping.kind, field)?.type;
  const readings = type ? readingsOf(type) : [];
  const reading = mapping.fields[field]?.as ?? {};
  if (!type || readings.length === 0) return null;
  const summary = readings.map((each) => words(each, reading)).filter(Boolean);
  const line = summary.length > 0 ? summary.join(" · ") : t("readings.usual");
  return (
    <Popover position="bottom-start" width={300} shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <UnstyledButton
          className={classes.readings}
          aria-label={t("readings.of", { field: t(`fields.${field}`), line })}
        >
          <IconAdjustmentsHorizontal size={13} aria-hidden />
          <span className={classes.readingLine}>{named ? `${t(`fields.${field}`)}: ${line}` : line}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.readingFields}>
          <strong>{t("readings.title", { field: t(`fields.${field}`) })}</strong>
          {readings.map((each) => (
            <ReadingControl
              key={each}
              reading={each}
              type={type}
              value={reading}
              samples={samples}
              onChange={(change) => onChange(changeReading(mapping, field, change))}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};

/** A reading in a few words; "" where cells are read as they usually stand. */
const useReadingWords = (): ((which: Reading, reading: FieldReading) => string) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (which, reading) => {
    switch (which) {
      case "keys":
        return reading.keys ? t("readings.keys.wholeNumbers") : "";
      case "titles":
        return reading.titles ? t("readings.titles.short") : "";
      case "dates":
        return reading.dates ? t(`dateOrders.${reading.dates}`) : "";
      case "decimal":
        return reading.decimal
          ? t(reading.decimal === "," ? "readings.decimalComma" : "readings.decimalPoint")
          : "";
      case "unit":
        return reading.unit ? t(`units.${reading.unit}`) : "";
      case "list":
        if (reading.list === undefined) return "";
        return reading.list === "json"
          ? t("readings.listJson")
          : t("readings.listBy", { separator: reading.list.separator });
      case "flags":
        return reading.flags ? t("readings.flags", { count: reading.flags.length }) : "";
      case "scale":
        return reading.scale
          ? t("scale", {
              min: format.plain(reading.scale.min),
              max: format.plain(reading.scale.max),
              step: format.plain(reading.scale.step),
            })
          : "";
      case "polarity":
        return reading.polarity
          ? t("readings.polarityWords", {
              good: labelsOf(reading.polarity, 1, format.list),
              bad: labelsOf(reading.polarity, -1, format.list),
            })
          : "";
      case "labels":
        return reading.labels ? t("readings.labelled", { count: Object.keys(reading.labels).length }) : "";
    }
  };
};

const labelsOf = (
  polarity: Readonly<Record<string, number>>,
  sign: number,
  list: (items: readonly string[]) => string,
): string => list(Object.keys(polarity).filter((label) => polarity[label] === sign)) || "–";

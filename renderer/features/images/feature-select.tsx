import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type LookFeature, lookFeatures } from "../../../shared/domain/poster-look.ts";

interface FeatureSelectProps {
  readonly label: string;
  readonly value: LookFeature;
  readonly onChange: (feature: LookFeature) => void;
}

export const FeatureSelect = ({ label, value, onChange }: FeatureSelectProps) => {
  const { t } = useTranslation("images");
  return (
    <Select
      label={label}
      allowDeselect={false}
      value={value}
      onChange={(feature) => feature && onChange(feature as LookFeature)}
      data={lookFeatures.map((each) => ({ value: each, label: t(`features.${each}.name`) }))}
    />
  );
};

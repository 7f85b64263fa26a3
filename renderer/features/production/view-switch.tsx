import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

const paths = {
  concepts: "/production",
  "white-space": "/production/white-space",
  portfolio: "/production/portfolio",
} as const;
type View = keyof typeof paths;

export const ViewSwitch = ({ view }: { readonly view: View }) => {
  const { t } = useTranslation("production");
  const navigate = useNavigate();
  return (
    <SegmentedControl
      aria-label={t("views.label")}
      value={view}
      onChange={(next) => void navigate(paths[next as View])}
      data={(Object.keys(paths) as View[]).map((each) => ({ value: each, label: t(`views.${each}`) }))}
    />
  );
};

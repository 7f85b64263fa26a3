/** Slates and promotion for a cinema, release windows for a studio. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

const paths = {
  slates: "/attention",
  promotion: "/attention/promotion",
  windows: "/attention/windows",
} as const;
type View = keyof typeof paths;

export const ViewSwitch = ({ view }: { readonly view: View }) => {
  const { t } = useTranslation("windows");
  const navigate = useNavigate();
  return (
    <SegmentedControl
      aria-label={t("views.label")}
      value={view}
      onChange={(next) => void navigate(paths[next as View])}
      data={(["slates", "promotion", "windows"] as const).map((each) => ({
        value: each,
        label: t(`views.${each}`),
      }))}
    />
  );
};

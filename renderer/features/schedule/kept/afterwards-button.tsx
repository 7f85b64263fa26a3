/** From a stored version to what came of it. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { PlanRow } from "../../../../shared/contract/planning.ts";
import { useFormat } from "../../../ui/format.ts";

export const AfterwardsButton = ({ plan: { id, week, version } }: { readonly plan: PlanRow }) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <Button
      variant="subtle"
      aria-label={t("versions.actualsNamed", { week: format.day(week), version })}
      onClick={() => void navigate(`/plan/${id}/actuals`)}
    >
      {t("versions.actuals")}
    </Button>
  );
};

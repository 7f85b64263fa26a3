/** What stands in the page's place where visits are too few to tell who keeps coming. */
import { Button } from "@mantine/core";
import { IconUserHeart } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useFormat } from "../../ui/format.ts";
import { EmptyState } from "../../ui/states.tsx";

interface TooFew extends AnyFault {
  readonly type: "TooFewWeeks";
  readonly tickets: number;
  readonly visits: number;
  readonly weeks: number;
  readonly neededVisits: number;
  readonly neededWeeks: number;
}
export const isTooFew = (fault: AnyFault | null): fault is TooFew => fault?.type === "TooFewWeeks";

export const TooFewWeeks = (fault: TooFew) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<IconUserHeart size={32} stroke={1.4} />}
      title={t("tooFew.title")}
      action={<Button onClick={() => void navigate("/import")}>{t("tooFew.import")}</Button>}
    >
      {t("tooFew.hint", {
        tickets: format.number(fault.tickets),
        visits: format.number(fault.visits),
        weeks: format.number(fault.weeks),
        neededVisits: format.number(fault.neededVisits),
        neededWeeks: format.number(fault.neededWeeks),
      })}
    </EmptyState>
  );
};

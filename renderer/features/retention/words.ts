/** Reasons and estimates in words. */
import { useTranslation } from "react-i18next";
import type { Estimate, LapseReason } from "../../../shared/domain/retention.ts";
import { useFormat } from "../../ui/format.ts";

export const useReasonWords = (): ((reason: LapseReason) => string) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  return (reason) => {
    switch (reason.kind) {
      case "price":
        return t("reason.price", { rise: format.percent(reason.rise, 0), from: format.date(reason.from) });
      case "room":
        return t("reason.room", {
          screen: reason.screen,
          from: format.date(reason.from),
          to: format.date(reason.to),
        });
      case "season":
        return t("reason.season", { band: reason.ageBand, quarter: t(`quarter.${reason.quarter}`) });
      default:
        return t(`reason.${reason.kind}`);
    }
  };
};

export const useEstimateWords = (): ((estimate: Estimate, digits?: number) => string) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  return ({ value, low, high }, digits = 0) =>
    t("estimate", {
      value: format.number(value, digits),
      low: format.number(low, digits),
      high: format.number(high, digits),
    });
};

/** Estimates in words. */
import { useTranslation } from "react-i18next";
import type { Estimate } from "../../../shared/domain/retention.ts";
import { useFormat } from "../../ui/format.ts";

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

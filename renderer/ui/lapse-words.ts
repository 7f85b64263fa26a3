/** Why a member stopped coming, in words. */
import { useTranslation } from "react-i18next";
import type { LapseReason } from "../../shared/domain/retention.ts";
import { type Format, type Translate, useFormat } from "./format.ts";

export const lapseWords =
  (t: Translate, format: Format) =>
  (reason: LapseReason): string => {
    switch (reason.kind) {
      case "price":
        return t("retention:reason.price", {
          rise: format.percent(reason.rise, 0),
          from: format.date(reason.from),
        });
      case "room":
        return t("retention:reason.room", {
          screen: reason.screen,
          from: format.date(reason.from),
          to: format.date(reason.to),
        });
      case "season":
        return t("retention:reason.season", {
          band: reason.ageBand,
          quarter: t(`retention:quarter.${reason.quarter}`),
        });
      default:
        return t(`retention:reason.${reason.kind}`);
    }
  };

export const useLapseWords = (): ((reason: LapseReason) => string) => {
  const { t } = useTranslation("retention");
  return lapseWords(t, useFormat());
};

/** Why a week is better or worse, in words. */
import type { TFunction } from "i18next";
import type { WindowOption } from "../../../../shared/contract/windows.ts";
import type { Format } from "../../../ui/format.ts";

/** Shares below are not worth a name. */
const leastTold = 0.005;

export const whyOf = (
  t: TFunction<"windows">,
  format: Format,
  { barrier, season, taken, takers }: WindowOption,
  nameOf: (other: number) => string,
): string => {
  const change = 100 * (season - 1);
  const share = format.percent(taken);
  const names = format.list(takers.flatMap(({ other, share: by }) => (by < leastTold ? [] : nameOf(other))));
  return [
    ...(barrier === null ? [] : [t(`options.barriers.${barrier}`)]),
    Math.abs(change) < 0.5 ? t("options.usual") : t("options.season", { change: format.signed(change) }),
    taken < 0.005
      ? t("options.free")
      : names === ""
        ? t("options.taken", { share })
        : t("options.mostly", { share, names }),
  ].join(format.language === "zh-CN" ? "；" : "; ");
};

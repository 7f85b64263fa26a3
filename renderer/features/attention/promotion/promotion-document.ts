/** A promotion plan as a table to be read elsewhere: one row for each channel, film, week and segment. */
import type { TFunction } from "i18next";
import type { AllocationValue } from "../../../../shared/contract/allocation.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import type { Format } from "../../../ui/format.ts";
import type { Spread } from "./use-promotion.ts";
import type { PromotionWords } from "./words.ts";

export const promotionDocument = (
  t: TFunction<"promotion">,
  title: string,
  { base, allocation }: Spread,
  value: AllocationValue,
  words: PromotionWords,
  format: Format,
): TableDocument => {
  const cost = new Map(base.instance.channels.map((channel) => [channel.id, channel.cost]));
  return {
    title,
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [
      { key: "week", header: t("week"), value: base.week },
      { key: "extra", header: t("stats.extra"), value: format.number(value.value, 1) },
      {
        key: "interval",
        header: t("stats.interval"),
        value: t("stats.between", {
          low: format.number(allocation.low, 1),
          high: format.number(allocation.high, 1),
        }),
      },
      {
        key: "basis",
        header: t("means.strength"),
        value: base.instance.channels
          .map(({ id, strength }) => `${words.channelName(id)}: ${words.strengthWords(strength)}`)
          .join("; "),
      },
    ],
    columns: (
      [
        ["week", "text", 12],
        ["film", "text", 40],
        ["channel", "text", 24],
        ["segment", "text", 28],
        ["units", "number", 12],
        ["cost", "number", 12],
      ] as const
    ).map(([key, kind, width]) => ({ key, kind, width, header: t(`columns.${key}`) })),
    rows: value.units.map(({ film, channel, week, segment, units }) => [
      week,
      words.filmName(film),
      words.channelName(channel),
      segment === null ? t("everybody") : words.segmentName(segment),
      Math.round(units * 10) / 10,
      Math.round(units * (cost.get(channel) ?? 0) * 100) / 100,
    ]),
  };
};

/** Channels, limits and next units in the user's words. */
import { useTranslation } from "react-i18next";
import type { LimitName, LimitWorth, NextUnit, OwedPrice } from "../../../../shared/contract/allocation.ts";
import type { NextSlot } from "../../../../shared/contract/scheduling.ts";
import { duePartsOf, type Strength } from "../../../../shared/domain/allocation-instance.ts";
import { meansNames } from "../../../../shared/domain/attention-means.ts";
import { type AttentionBase, othersId } from "../../../client/attention.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";

export const usePromotionWords = (base: AttentionBase) => {
  const { t } = useTranslation("promotion");
  const format = useFormat();
  const localName = useLocalName();
  const films = new Map(
    base.films.map(({ film, title, titleZh }) => [String(film), localName(title, titleZh)]),
  );
  const segments = new Map(
    base.segments.map(({ id, name, nameZh }) => [
      id,
      id === othersId ? t("others") : localName(name, nameZh),
    ]),
  );
  const filmName = (film: string): string => films.get(film) ?? film;
  const channelName = (channel: string): string =>
    (meansNames as readonly string[]).includes(channel) ? t(`means.${channel as "frontPage"}.name`) : channel;
  const segmentName = (segment: string): string => segments.get(segment) ?? segment;
  const weekName = (week: string): string => format.date(week);
  /** Admissions are few here: one place behind the point below ten. */
  const admissions = (count: number): string => format.number(count, Math.abs(count) < 10 ? 1 : 0);
  const unitWords = (channel: string, units: number): string =>
    (meansNames as readonly string[]).includes(channel)
      ? t(`means.${channel as "frontPage"}.more`, { count: units })
      : t("more", { count: units, channel });
  const limitWords = ({ kind, channel, segment, week, obligation }: LimitName): string =>
    t(`limits.${kind}`, {
      channel: channel === null ? "" : channelName(channel),
      segment: segment === null ? "" : segmentName(segment),
      week: week === null ? "" : weekName(week),
      film: obligation === null ? "" : filmName(base.instance.obligations[obligation]?.film ?? ""),
    });
  const nextWords = ({ film, channel, week, units, segment, gain, heldBy, holder }: NextUnit): string => {
    const what = t("next.worth", {
      units: unitWords(channel, units),
      film: filmName(film),
      segment: segment === null ? "" : t("next.to", { segment: segmentName(segment) }),
      week: weekName(week),
      gain: admissions(gain),
    });
    if (heldBy === null) return `${what} ${t("next.free")}`;
    const why =
      holder === null
        ? t("next.held", { limit: limitWords(heldBy) })
        : holder.by
          ? t("next.owed", { film: filmName(holder.film), by: holder.by })
          : t("next.holder", { film: filmName(holder.film), loss: admissions(holder.loss) });
    return `${what} ${why}`;
  };
  const limitWorth = (limit: LimitWorth): string =>
    t(limit.kind === "obligation" ? "limitWorth.less" : "limitWorth.more", {
      per: format.number(limit.per, limit.per < 1 ? 1 : 0),
      limit: limitWords(limit),
      worth: admissions(limit.worth),
      film: limit.film === null ? "" : filmName(limit.film),
    });
  const strengthWords = ({ low, high, basis }: Strength): string =>
    t(`means.basis.${basis}`, { low: format.percent(low, 1), high: format.percent(high, 1) });
  const priceWords = ({ cost, high }: OwedPrice, value: number): string =>
    high < 0.05
      ? t("owed.free")
      : t("owed.price", {
          cost: admissions(cost),
          high: admissions(high),
          share: format.percent(cost / Math.max(1e-9, value + cost), 1),
        });
  /** What each distributor's films could draw, of all that could be drawn. */
  const dueWords = (): string =>
    [...duePartsOf(base.instance)]
      .sort(([, one], [, other]) => other - one)
      .map(([distributor, part]) => t("owed.due", { distributor, part: format.percent(part, 0) }))
      .join(t("owed.between"))
      .concat(t("owed.end"));
  const slotWords = ({ film, date, gain, holder, heldBy }: NextSlot): string =>
    `${t("slots.gain", { film: filmName(String(film)), date: format.date(date), gain: admissions(gain) })} ${t(
      `slots.${heldBy ?? "none"}`,
      { film: filmName(String(holder.film)), loss: admissions(holder.loss) },
    )}`;
  return {
    filmName,
    channelName,
    segmentName,
    weekName,
    admissions,
    nextWords,
    limitWorth,
    slotWords,
    strengthWords,
    priceWords,
    dueWords,
  };
};
export type PromotionWords = ReturnType<typeof usePromotionWords>;

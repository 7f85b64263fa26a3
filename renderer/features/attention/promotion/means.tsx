/** What there is to promote with: capacity, cost and strength of each channel, as the user knows them. */
import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AllocationChannel } from "../../../../shared/domain/allocation-instance.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "./promotion.module.css";
import type { PromotionWords } from "./words.ts";

interface MeansProps {
  readonly channels: readonly AllocationChannel[];
  readonly words: PromotionWords;
  readonly onChange: (channels: readonly AllocationChannel[], field: string) => void;
}

export const Means = ({ channels, words, onChange }: MeansProps) => {
  const { t } = useTranslation("promotion");
  const change = (at: number, field: string, channel: AllocationChannel): void =>
    onChange(
      channels.map((each, n) => (n === at ? channel : each)),
      `${field} ${channel.id}`,
    );
  const amount = (set: (value: number) => void) => (value: string | number) => {
    if (typeof value === "number" && value >= 0) set(value);
  };
  return (
    <Panel title={t("means.title")}>
      <div className={classes.means}>
        {channels.map((channel, n) => {
          const name = words.channelName(channel.id);
          const { value } = channel.strength;
          return [
            <span key={`${channel.id} name`} className={classes.channel}>
              {name}
              <small>{words.strengthWords(channel.strength)}</small>
            </span>,
            <NumberInput
              key={`${channel.id} capacity`}
              size="xs"
              label={t("means.capacity")}
              aria-label={`${name}: ${t("means.capacity")}`}
              min={0}
              max={1e9}
              thousandSeparator
              value={typeof channel.capacity === "number" ? channel.capacity : ""}
              onChange={amount((capacity) => change(n, "capacity", { ...channel, capacity }))}
            />,
            <NumberInput
              key={`${channel.id} cost`}
              size="xs"
              label={t("means.cost")}
              aria-label={`${name}: ${t("means.cost")}`}
              min={0}
              decimalScale={4}
              value={channel.cost}
              onChange={amount((cost) => change(n, "cost", { ...channel, cost }))}
            />,
            <NumberInput
              key={`${channel.id} most`}
              size="xs"
              label={t(channel.unit === "piece" ? "means.perFilm" : "means.perMember")}
              aria-label={`${name}: ${t(channel.unit === "piece" ? "means.perFilm" : "means.perMember")}`}
              min={0}
              max={1000}
              allowDecimal={false}
              value={channel.unit === "piece" ? channel.mostPerFilm : channel.mostPerMember}
              onChange={amount((limit) =>
                change(
                  n,
                  "most",
                  channel.unit === "piece"
                    ? { ...channel, mostPerFilm: limit }
                    : { ...channel, mostPerMember: limit },
                ),
              )}
            />,
            <NumberInput
              key={`${channel.id} strength`}
              size="xs"
              label={t("means.strength")}
              aria-label={`${name}: ${t("means.strength")}`}
              min={0}
              max={50}
              decimalScale={2}
              suffix=" %"
              value={Number((100 * value).toFixed(4))}
              onChange={amount((percent) =>
                change(n, "strength", {
                  ...channel,
                  strength: {
                    value: percent / 100,
                    low: percent / 200,
                    high: Math.min(1, percent / 50),
                    basis: "assumed",
                  },
                }),
              )}
            />,
          ];
        })}
      </div>
      <p className={`${classes.note} ${classes.below}`}>{t("means.note")}</p>
    </Panel>
  );
};

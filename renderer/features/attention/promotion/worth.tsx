/** What the next unit and every limit are worth, in sentences. */
import { useTranslation } from "react-i18next";
import type { AllocationValue, NextUnit } from "../../../../shared/contract/allocation.ts";
import type { NextSlot } from "../../../../shared/contract/scheduling.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "./promotion.module.css";
import type { PromotionWords } from "./words.ts";

const most = 6;
const mostOfChannel = 2;

/** The first of each channel; a film's own upper limit says least. */
const told = (next: readonly NextUnit[]): NextUnit[] => {
  const seen = new Map<string, number>();
  return [...next]
    .sort(
      (a, b) =>
        Number(a.heldBy?.kind === "mostPerFilm") - Number(b.heldBy?.kind === "mostPerFilm") ||
        b.gain - a.gain,
    )
    .filter(({ channel }) => {
      const count = (seen.get(channel) ?? 0) + 1;
      seen.set(channel, count);
      return count <= mostOfChannel;
    })
    .slice(0, most);
};

interface WorthProps {
  readonly value: AllocationValue;
  readonly slots: readonly NextSlot[];
  readonly words: PromotionWords;
}

export const Worth = ({ value, slots, words }: WorthProps) => {
  const { t } = useTranslation("promotion");
  return (
    <div className={classes.side}>
      <Panel title={t("next.title")}>
        {value.next.length === 0 ? (
          <p className={classes.note}>{t("next.none")}</p>
        ) : (
          <ul className={classes.sentences}>
            {told(value.next).map((next) => (
              <li key={`${next.film} ${next.channel} ${next.week}`}>{words.nextWords(next)}</li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t("limitWorth.title")}>
        {value.limits.length === 0 ? (
          <p className={classes.note}>{t("limitWorth.none")}</p>
        ) : (
          <ul className={classes.sentences}>
            {value.limits.slice(0, most).map((limit) => (
              <li
                key={JSON.stringify([limit.kind, limit.channel, limit.week, limit.segment, limit.obligation])}
              >
                {words.limitWorth(limit)}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {slots.length > 0 && (
        <Panel title={t("slots.title")}>
          <ul className={classes.sentences}>
            {slots.slice(0, most).map((slot) => (
              <li key={slot.film}>{words.slotWords(slot)}</li>
            ))}
          </ul>
          <p className={`${classes.note} ${classes.below}`}>{t("slots.note")}</p>
        </Panel>
      )}
    </div>
  );
};

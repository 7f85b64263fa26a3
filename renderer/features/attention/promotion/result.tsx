/** What a spread of promotion brings, where it goes, and what more would be worth. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconRotate } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptAllocation } from "../../../../shared/contract/allocation.ts";
import type { AttentionWish } from "../../../../shared/domain/attention-means.ts";
import { TableExport } from "../../../client/table-export.tsx";
import { Stat, Stats } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { FilmBars } from "./film-bars.tsx";
import { Kept } from "./kept.tsx";
import { Means } from "./means.tsx";
import { Owed } from "./owed.tsx";
import classes from "./promotion.module.css";
import { promotionDocument } from "./promotion-document.ts";
import { type Spread, useDrags } from "./use-promotion.ts";
import { usePromotionWords } from "./words.ts";
import { Worth } from "./worth.tsx";

interface ResultProps {
  readonly spread: Spread;
  readonly venue: number;
  readonly venueName: string;
  readonly wish: AttentionWish;
  readonly onWish: (wish: AttentionWish, field?: string) => void;
  readonly onOpen: (kept: KeptAllocation) => void;
}

export const Result = ({ spread, venue, venueName, wish, onWish, onOpen }: ResultProps) => {
  const { t } = useTranslation("promotion");
  const format = useFormat();
  const { base, allocation, slots } = spread;
  const words = usePromotionWords(base);
  const { value, pins, live, commit, isBest, reset } = useDrags(spread);
  const [week, setWeek] = useState(0);
  /** The interval was told for the best; other units are as unsure in proportion. */
  const times = allocation.value > 0 ? value.value / allocation.value : 1;
  const [low, high] = [times * allocation.low, times * allocation.high];
  const planned = base.weeks.filter(({ plan }) => plan !== null).length;
  const title = t("document", { venue: venueName, week: base.week });
  return (
    <>
      <Stats>
        <Stat
          label={t("stats.extra")}
          value={words.admissions(value.value)}
          hint={t("stats.between", { low: words.admissions(low), high: words.admissions(high) })}
        />
        <Stat
          label={t("stats.even")}
          value={format.signed(
            value.value - allocation.even,
            Math.abs(value.value - allocation.even) < 10 ? 1 : 0,
          )}
          hint={t("stats.evenHint", { even: words.admissions(allocation.even) })}
        />
        <Stat
          label={t("stats.spent")}
          value={format.number(value.cost, 0)}
          hint={
            wish.budget === null
              ? t("noLimit")
              : t("stats.ofBudget", { budget: format.number(wish.budget, 0) })
          }
        />
        <Stat
          label={t("stats.proof")}
          value={
            isBest ? format.percent(allocation.gap, 2) : format.signed(value.value - allocation.value, 1)
          }
          hint={isBest ? t("stats.proofHint") : t("stats.besideBest")}
        />
      </Stats>
      <p className={classes.note}>
        {planned === base.weeks.length
          ? t("basis.plan", { count: planned })
          : planned === 0
            ? t("basis.outlook")
            : t("basis.mixed", { planned, count: base.weeks.length })}{" "}
        {t(base.model === null ? "basis.noModel" : "basis.model")} {t("basis.members")}
        {!value.keeps && ` ${t("breaks")}`}
      </p>
      <div className={classes.grid}>
        <div className={classes.side}>
          <Panel
            flush
            title={t("bars")}
            actions={
              <div className={classes.buttons}>
                {base.weeks.length > 1 && (
                  <SegmentedControl
                    size="xs"
                    aria-label={t("week")}
                    value={String(week)}
                    onChange={(next) => setWeek(Number(next))}
                    data={base.weeks.map((each, n) => ({ value: String(n), label: format.date(each.week) }))}
                  />
                )}
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconRotate size={14} />}
                  disabled={isBest}
                  onClick={reset}
                >
                  {t("reset")}
                </Button>
                <TableExport document={() => promotionDocument(t, title, spread, value, words, format)} />
              </div>
            }
          >
            <FilmBars
              base={base}
              week={week}
              value={value}
              pins={pins}
              words={words}
              onDrag={(pin) => void live(pin)}
              onDrop={(pin) => void commit(pin)}
            />
          </Panel>
          <Kept
            venue={venue}
            week={base.week}
            document={() => ({
              weeks: base.weeks.length,
              wish: base.wish,
              units: [...value.units],
              value: value.value,
              low,
              high,
            })}
            onOpen={onOpen}
          />
          <Owed
            base={base}
            allocation={allocation}
            wish={wish}
            words={words}
            onChange={(change, field) => onWish({ ...wish, ...change }, field)}
          />
          <Means
            channels={wish.channels}
            words={words}
            onChange={(channels, field) => onWish({ ...wish, channels }, field)}
          />
        </div>
        <Worth value={value} slots={slots} words={words} />
      </div>
    </>
  );
};

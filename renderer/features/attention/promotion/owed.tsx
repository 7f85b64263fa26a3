/** What distributors were promised, and how evenly they are to be treated: edited, and each with what it costs. */
import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Allocation, OwedPrice } from "../../../../shared/contract/allocation.ts";
import { type AllocationObligation, ofWeek } from "../../../../shared/domain/allocation-instance.ts";
import type { AttentionWish } from "../../../../shared/domain/attention-means.ts";
import { type AttentionBase, owedIn } from "../../../client/attention.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "./promotion.module.css";
import type { PromotionWords } from "./words.ts";

interface OwedProps {
  readonly base: AttentionBase;
  /** Null: what is owed leaves none. */
  readonly allocation: Allocation | null;
  readonly wish: AttentionWish;
  readonly words: PromotionWords;
  readonly onChange: (change: Partial<AttentionWish>, field?: string) => void;
}

const allWeeks = "";
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const Owed = ({ base, allocation, wish, words, onChange }: OwedProps) => {
  const { t } = useTranslation("promotion");
  const { obligations, fairness } = wish;
  const distributorOf = (film: string): string =>
    base.instance.films.find(({ id }) => id === film)?.distributor ?? "";
  const films = base.films.map(({ film }) => ({ value: String(film), label: words.filmName(String(film)) }));
  const playing = base.films.map(({ film }) => film);
  const put = (at: number, owed: AllocationObligation, field?: string): void =>
    onChange(
      { obligations: obligations.map((each, n) => (n === at ? owed : each)) },
      field && `${field} ${at}`,
    );
  /** Of a film, in the weeks that are owed. */
  const mostOf = ({
    channel: id,
    weeks = base.weeks.map(({ week }) => week),
  }: AllocationObligation): number => {
    const channel = wish.channels.find((each) => each.id === id);
    if (!channel) return 0;
    return weeks.reduce((sum, week) => {
      const capacity = ofWeek(
        channel.capacity,
        base.weeks.findIndex((each) => each.week === week),
      );
      return sum + (channel.unit === "piece" ? Math.min(capacity, channel.mostPerFilm) : capacity);
    }, 0);
  };
  const add = (): void => {
    const film = films[0]?.value;
    const channel = wish.channels.find(({ unit }) => unit === "piece") ?? wish.channels[0];
    if (film === undefined || !channel) return;
    const owed = { film, channel: channel.id, least: 1, by: distributorOf(film) };
    onChange({ obligations: [...obligations, owed] });
  };
  /** Of what was spread; null once it has been changed. */
  const priceOf = (owed: AllocationObligation): OwedPrice | null => {
    const at = base.instance.obligations.findIndex((each) => same(each, owed));
    return allocation?.owed.find(({ obligation }) => obligation === at) ?? null;
  };
  const worthOf = (price: OwedPrice): string => words.priceWords(price, allocation?.value ?? 0);
  const priceWords = (owed: AllocationObligation): string => {
    if (owedIn([owed], playing, base.weeks).length === 0) return t("owed.elsewhere");
    const price = priceOf(owed);
    return price ? worthOf(price) : t("owed.again");
  };
  const fairPrice = allocation?.owed.find(({ obligation }) => obligation === null);
  const due = words.dueWords();
  return (
    <Panel
      title={t("owed.title")}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={films.length === 0}
          onClick={add}
        >
          {t("owed.add")}
        </Button>
      }
    >
      {obligations.length === 0 && <p className={classes.note}>{t("owed.none")}</p>}
      {obligations.map((owed, n) => {
        const name = t("owed.nth", { n: n + 1 });
        const label = (field: "film" | "channel" | "least" | "weeks" | "by"): string =>
          `${name}: ${t(`owed.${field}`)}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: obligations have no name but their place
          <div key={n} className={classes.owed}>
            <Select
              size="xs"
              label={t("owed.film")}
              aria-label={label("film")}
              allowDeselect={false}
              searchable
              data={
                films.some(({ value }) => value === owed.film)
                  ? films
                  : [...films, { value: owed.film, label: words.filmName(owed.film) }]
              }
              value={owed.film}
              onChange={(film) => film && put(n, { ...owed, film, by: distributorOf(film) || owed.by })}
            />
            <Select
              size="xs"
              label={t("owed.channel")}
              aria-label={label("channel")}
              allowDeselect={false}
              data={wish.channels.map(({ id }) => ({ value: id, label: words.channelName(id) }))}
              value={owed.channel}
              onChange={(channel) =>
                channel &&
                put(n, { ...owed, channel, least: Math.min(owed.least, mostOf({ ...owed, channel })) })
              }
            />
            <NumberInput
              size="xs"
              label={t("owed.least")}
              aria-label={label("least")}
              min={0}
              max={mostOf(owed)}
              thousandSeparator
              value={owed.least}
              onChange={(least) =>
                typeof least === "number" && least >= 0 && put(n, { ...owed, least }, "least")
              }
            />
            <Select
              size="xs"
              label={t("owed.weeks")}
              aria-label={label("weeks")}
              allowDeselect={false}
              data={[
                { value: allWeeks, label: t("owed.allWeeks") },
                ...base.weeks.map(({ week }) => ({ value: week, label: words.weekName(week) })),
              ]}
              value={owed.weeks?.[0] ?? allWeeks}
              onChange={(week) => {
                const { weeks: _, ...rest } = owed;
                put(n, week ? { ...rest, weeks: [week] } : rest);
              }}
            />
            <TextInput
              size="xs"
              label={t("owed.by")}
              aria-label={label("by")}
              maxLength={200}
              value={owed.by}
              onChange={(event) => put(n, { ...owed, by: event.currentTarget.value }, "by")}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t("owed.remove", { name })}
              onClick={() => onChange({ obligations: obligations.filter((_, m) => m !== n) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
            <p className={`${classes.note} ${classes.price}`}>{priceWords(owed)}</p>
          </div>
        );
      })}
      <div className={classes.fair}>
        <NumberInput
          size="xs"
          label={t("owed.fairness")}
          placeholder={t("owed.unfair")}
          min={0}
          max={100}
          suffix=" %"
          value={fairness === null ? "" : Math.round(1000 * fairness) / 10}
          onChange={(share) =>
            onChange(
              { fairness: typeof share === "number" && share > 0 ? Math.min(100, share) / 100 : null },
              "fairness",
            )
          }
        />
        <p className={classes.note}>
          {t("owed.fairnessHint")} {due}{" "}
          {fairness !== null &&
            (fairPrice && fairness === base.wish.fairness ? worthOf(fairPrice) : t("owed.again"))}
        </p>
      </div>
    </Panel>
  );
};

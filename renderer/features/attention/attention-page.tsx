/** Which films to book for the coming weeks: several slates, each best in something, beside one another. */
import { Button, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { IconTargetArrow } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Venue } from "../../../shared/contract/planning.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { type Asked, useFrontier, useProgress } from "./ask.ts";
import { Frontier } from "./frontier.tsx";
import { MustPlay } from "./must-play.tsx";
import classes from "./slates.module.css";
import { ViewSwitch } from "./view-switch.tsx";

const weekCounts = [1, 2, 4] as const;

export const AttentionPage = () => {
  const { t } = useTranslation("slates");
  const { data } = useClients();
  const navigate = useNavigate();
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  return (
    <ReadState read={read} namespace="slates">
      {({ venues }) => {
        const planned = venues.filter(({ nextWeek, screens }) => nextWeek !== null && screens > 0);
        return planned.length === 0 ? (
          <Page title={t("title")} actions={<ViewSwitch view="slates" />}>
            <EmptyState
              icon={<IconTargetArrow size={32} stroke={1.4} />}
              title={t("none.title")}
              action={<Button onClick={() => void navigate("/import")}>{t("none.action")}</Button>}
            >
              {t("none.hint")}
            </EmptyState>
          </Page>
        ) : (
          <Slates venues={planned} />
        );
      }}
    </ReadState>
  );
};

const Slates = ({ venues }: { readonly venues: readonly Venue[] }) => {
  const { t } = useTranslation("slates");
  const format = useFormat();
  const localName = useLocalName();
  const [venueId, setVenueId] = useState(venues[0]?.id as number);
  const [weeks, setWeeks] = useState<number>(weekCounts[0]);
  const [titles, setTitles] = useState<number | null>(null);
  const [hireBudget, setHireBudget] = useState<number | null>(null);
  const [booked, setBooked] = useState<readonly number[]>([]);
  const [refused, setRefused] = useState<readonly number[]>([]);
  const venue = venues.find(({ id }) => id === venueId) as Venue;
  const [asked, setAsked] = useState<Asked | null>(null);
  const wish: Asked = {
    venue: venue.id,
    week: venue.nextWeek as string,
    weeks,
    titles,
    hireBudget,
    booked,
    refused,
  };
  const { read, cancel } = useFrontier(asked);
  const share = useProgress();
  const whole = (set: (value: number | null) => void) => (value: string | number) =>
    set(typeof value === "number" && value > 0 ? value : null);
  const fault = read.error ? faultOf(read.error) : null;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle", { week: format.date(wish.week) })}
      actions={
        <>
          <ViewSwitch view="slates" />
          {venues.length > 1 && (
            <Select
              aria-label={t("venue")}
              allowDeselect={false}
              value={String(venue.id)}
              data={venues.map(({ id, name, nameZh }) => ({
                value: String(id),
                label: localName(name, nameZh),
              }))}
              onChange={(id) => setVenueId(Number(id))}
            />
          )}
          <SegmentedControl
            aria-label={t("weeks.label")}
            value={String(weeks)}
            onChange={(value) => setWeeks(Number(value))}
            data={weekCounts.map((count) => ({ value: String(count), label: t("weeks.count", { count }) }))}
          />
        </>
      }
    >
      <div className={classes.stack}>
        <div className={classes.wishes}>
          <NumberInput
            label={t("titles.label")}
            placeholder={t("titles.usual")}
            min={1}
            max={200}
            allowDecimal={false}
            value={titles ?? ""}
            onChange={whole(setTitles)}
          />
          <NumberInput
            label={t("hireBudget.label")}
            placeholder={t("hireBudget.none")}
            min={0}
            thousandSeparator
            value={hireBudget ?? ""}
            onChange={whole(setHireBudget)}
          />
          <MustPlay
            venue={wish.venue}
            week={wish.week}
            weeks={weeks}
            booked={booked}
            refused={refused}
            onBooked={setBooked}
            onRefused={setRefused}
          />
          <Button disabled={JSON.stringify(wish) === JSON.stringify(asked)} onClick={() => setAsked(wish)}>
            {t("choose")}
          </Button>
        </div>
        {asked === null ? (
          <EmptyState icon={<IconTargetArrow size={32} stroke={1.4} />} title={t("start.title")}>
            {t("start.hint")}
          </EmptyState>
        ) : read.data ? (
          <Frontier
            key={JSON.stringify(asked)}
            answer={read.data}
            venue={venue.id}
            venueName={localName(venue.name, venue.nameZh)}
          />
        ) : read.fetchStatus === "fetching" ? (
          <ProgressBar label={t("working")} share={share} onCancel={cancel} />
        ) : fault && fault.type !== "Cancelled" ? (
          <ErrorState fault={fault} namespace="slates" onRetry={() => void read.refetch()} />
        ) : (
          <EmptyState
            icon={<IconTargetArrow size={32} stroke={1.4} />}
            title={t("cancelled.title")}
            action={<Button onClick={() => void read.refetch()}>{t("cancelled.again")}</Button>}
          >
            {t("cancelled.hint")}
          </EmptyState>
        )}
      </div>
    </Page>
  );
};

/** Promotion spread over the films, segments and coming weeks of a venue, dragged to see what else it would bring. */
import { Button, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { IconSpeakerphone } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { KeptAllocation } from "../../../../shared/contract/allocation.ts";
import type { Venue } from "../../../../shared/contract/planning.ts";
import type { AttentionWish } from "../../../../shared/domain/attention-means.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import type { AttentionBase } from "../../../client/attention.ts";
import { useClients } from "../../../client/context.tsx";
import { useEditUndo } from "../../../client/edits.ts";
import { useRead } from "../../../client/read.ts";
import { useTurnedNote } from "../../../ui/edit/edit-notes.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Page } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import classes from "../slates.module.css";
import { ViewSwitch } from "../view-switch.tsx";
import { Kept } from "./kept.tsx";
import { Owed } from "./owed.tsx";
import { Result } from "./result.tsx";
import { type Asked, useSpread } from "./use-promotion.ts";
import { useWish } from "./use-wish.ts";
import { usePromotionWords } from "./words.ts";

const weekCounts = [1, 2, 4] as const;

export const PromotionPage = () => {
  const { t } = useTranslation("promotion");
  const { data } = useClients();
  const navigate = useNavigate();
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  useEditUndo(useTurnedNote());
  return (
    <ReadState read={read} namespace="promotion">
      {({ venues }) => {
        const planned = venues.filter(({ nextWeek, screens }) => nextWeek !== null && screens > 0);
        return planned.length === 0 ? (
          <Page title={t("title")} actions={<ViewSwitch view="promotion" />}>
            <EmptyState
              icon={<IconSpeakerphone size={32} stroke={1.4} />}
              title={t("none.title")}
              action={<Button onClick={() => void navigate("/import")}>{t("none.action")}</Button>}
            >
              {t("none.hint")}
            </EmptyState>
          </Page>
        ) : (
          <Promotion venues={planned} />
        );
      }}
    </ReadState>
  );
};

const Promotion = ({ venues }: { readonly venues: readonly Venue[] }) => {
  const { t } = useTranslation("promotion");
  const format = useFormat();
  const localName = useLocalName();
  const [venueId, setVenueId] = useState(venues[0]?.id as number);
  const [weeks, setWeeks] = useState<number>(weekCounts[0]);
  const { wish, setWish } = useWish();
  const [asked, setAsked] = useState<Asked | null>(null);
  /** What was last spread over: what is owed can be taken back where it leaves no way. */
  const [latest, setLatest] = useState<AttentionBase | null>(null);
  const venue = venues.find(({ id }) => id === venueId) as Venue;
  const week = venue.nextWeek as string;
  const { read, cancel } = useSpread(asked);
  const next: Asked = { venue: venue.id, week, weeks, wish, units: null };
  if (read.data && read.data.base !== latest) setLatest(read.data.base);
  const current = wish ?? read.data?.base.wish ?? null;
  const fault = read.error ? faultOf(read.error) : null;
  const change = (part: Partial<AttentionWish>, field: string): void => {
    if (current) setWish({ ...current, ...part }, field);
  };
  const open = ({ document }: KeptAllocation): void => {
    setWish(document.wish);
    setWeeks(document.weeks);
    setAsked({ venue: venue.id, week, weeks: document.weeks, wish: document.wish, units: document.units });
  };
  const limit = (name: "budget" | "frequencyCap") => (value: string | number) =>
    change({ [name]: typeof value === "number" && value >= 0 ? value : null }, name);
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle", { week: format.date(week) })}
      actions={
        <>
          <ViewSwitch view="promotion" />
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
          {current && (
            <>
              <NumberInput
                label={t("budget")}
                placeholder={t("noLimit")}
                min={0}
                thousandSeparator
                value={current.budget ?? ""}
                onChange={limit("budget")}
              />
              <NumberInput
                label={t("frequencyCap")}
                placeholder={t("noLimit")}
                min={0}
                decimalScale={1}
                value={current.frequencyCap ?? ""}
                onChange={limit("frequencyCap")}
              />
            </>
          )}
          <Button
            disabled={asked !== null && JSON.stringify(next) === JSON.stringify(asked)}
            onClick={() => setAsked(next)}
          >
            {t("spread")}
          </Button>
          {asked === null && <Kept venue={venue.id} week={week} document={null} onOpen={open} />}
        </div>
        {asked === null ? (
          <EmptyState icon={<IconSpeakerphone size={32} stroke={1.4} />} title={t("start.title")}>
            {t("start.hint")}
          </EmptyState>
        ) : read.data && read.data.base.films.length === 0 ? (
          <EmptyState icon={<IconSpeakerphone size={32} stroke={1.4} />} title={t("noFilms.title")}>
            {t("noFilms.hint")}
          </EmptyState>
        ) : read.data ? (
          <Result
            key={JSON.stringify(asked)}
            spread={read.data}
            venue={venue.id}
            venueName={localName(venue.name, venue.nameZh)}
            wish={current ?? read.data.base.wish}
            onWish={setWish}
            onOpen={open}
          />
        ) : read.fetchStatus === "fetching" ? (
          <ProgressBar label={t("working")} share={null} onCancel={cancel} />
        ) : fault && fault.type !== "Cancelled" ? (
          <>
            <ErrorState fault={fault} namespace="promotion" onRetry={() => void read.refetch()} />
            {fault.type === "NoAllocation" && latest && current && (
              <StillOwed base={latest} wish={current} onWish={setWish} />
            )}
          </>
        ) : (
          <EmptyState
            icon={<IconSpeakerphone size={32} stroke={1.4} />}
            title={t("cancelled.title")}
            action={<Button onClick={() => void read.refetch()}>{t("spread")}</Button>}
          >
            {t("cancelled.hint")}
          </EmptyState>
        )}
      </div>
    </Page>
  );
};

interface StillOwedProps {
  readonly base: AttentionBase;
  readonly wish: AttentionWish;
  readonly onWish: (wish: AttentionWish, field?: string) => void;
}

const StillOwed = ({ base, wish, onWish }: StillOwedProps) => (
  <Owed
    base={base}
    allocation={null}
    wish={wish}
    words={usePromotionWords(base)}
    onChange={(change, field) => onWish({ ...wish, ...change }, field)}
  />
);

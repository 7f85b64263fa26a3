/** The week of a house in one page: what changed, why, what to do, how sure, and the way to the evidence. */
import { Button, Select } from "@mantine/core";
import { IconNews } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import type { Venue } from "../../../shared/contract/planning.ts";
import type { Briefing } from "../../../shared/domain/briefing.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { useBriefing } from "../../client/briefing/use-briefing.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { WriteFiles } from "../../client/write-files.tsx";
import { Told } from "../../ui/briefing/told.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { writeBriefing } from "./write.ts";

export const BriefingPage = () => {
  const { t } = useTranslation("briefing");
  const { data } = useClients();
  const navigate = useNavigate();
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  return (
    <ReadState read={read}>
      {({ venues }) => {
        const told = venues.filter(({ nextWeek }) => nextWeek !== null);
        return told.length === 0 ? (
          <Page title={t("title")}>
            <EmptyState
              icon={<IconNews size={32} stroke={1.4} />}
              title={t("none.title")}
              action={<Button onClick={() => void navigate("/import")}>{t("none.action")}</Button>}
            >
              {t("none.hint")}
            </EmptyState>
          </Page>
        ) : (
          <OfVenue venues={told} />
        );
      }}
    </ReadState>
  );
};

const OfVenue = ({ venues }: { readonly venues: readonly Venue[] }) => {
  const { t } = useTranslation("briefing");
  const format = useFormat();
  const localName = useLocalName();
  const [search, setSearch] = useSearchParams();
  const venue = venues.find(({ id }) => String(id) === search.get("venue")) ?? (venues[0] as Venue);
  const week = venue.nextWeek as IsoDate;
  const { read, queryKey, topic, share } = useBriefing(venue, week);
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle", {
        venue: localName(venue.name, venue.nameZh),
        week: format.date(week),
      })}
      actions={
        <>
          {venues.length > 1 && (
            <Select
              aria-label={t("venue")}
              allowDeselect={false}
              value={String(venue.id)}
              data={venues.map(({ id, name, nameZh }) => ({
                value: String(id),
                label: localName(name, nameZh),
              }))}
              onChange={(id) => id && setSearch({ venue: id }, { replace: true })}
            />
          )}
          {read.data && <WriteButton briefing={read.data} />}
        </>
      }
    >
      <LongReadState
        read={read}
        queryKey={queryKey}
        namespace="briefing"
        label={`${t("working")} · ${t(`topics.${topic}`)}`}
        share={share}
      >
        {({ statements, missing, week: told }) => (
          <Told statements={statements} missing={missing} week={told} headings="topics" />
        )}
      </LongReadState>
    </Page>
  );
};

const WriteButton = ({ briefing }: { readonly briefing: Briefing }) => {
  const { t } = useTranslation("briefing");
  const clients = useClients();
  const format = useFormat();
  return (
    <WriteFiles
      label={t("write")}
      written={(files) => t("written", { files })}
      write={(folder) => writeBriefing(clients, briefing, folder, format)}
    />
  );
};

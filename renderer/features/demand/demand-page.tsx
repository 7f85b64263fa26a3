/** What the coming week will draw, how far such forecasts were right, and what they rest on. */
import { SegmentedControl, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { ReadState } from "../../ui/states.tsx";
import { Accuracy } from "./accuracy.tsx";
import { Holidays } from "./holidays.tsx";
import { Overrides } from "./overrides.tsx";
import { WeekForecast } from "./week-forecast.tsx";

const views = ["forecast", "accuracy", "overrides", "holidays"] as const;

const EditUndo = () => {
  useEditUndo(useTurnedNote());
  return null;
};

export const DemandPage = () => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const navigate = useNavigate();
  const localName = useLocalName();
  const params = useParams();
  const [search, setSearch] = useSearchParams();
  const view = views.find((each) => each === params.view) ?? "forecast";
  const read = useRead(["venues"], (signal) => data.listVenues({}, { signal }));
  const venues = read.data?.venues ?? [];
  const venue = venues.find(({ id }) => String(id) === search.get("venue")) ?? null;
  return (
    <Page
      title={t("title")}
      subtitle={t(`subtitle.${view}`)}
      actions={
        <>
          {venues.length > 1 && view !== "holidays" && (
            <Select
              aria-label={t("venue")}
              allowDeselect={false}
              value={venue ? String(venue.id) : "all"}
              data={[
                { value: "all", label: t("allVenues") },
                ...venues.map(({ id, name, nameZh }) => ({
                  value: String(id),
                  label: localName(name, nameZh),
                })),
              ]}
              onChange={(id) =>
                setSearch(id === null || id === "all" ? {} : { venue: id }, { replace: true })
              }
            />
          )}
          <SegmentedControl
            aria-label={t("views.label")}
            value={view}
            onChange={(next) => void navigate({ pathname: `/demand/${next}`, search: search.toString() })}
            data={views.map((each) => ({ value: each, label: t(`views.${each}`) }))}
          />
        </>
      }
    >
      <EditUndo />
      <ReadState read={read}>
        {() => {
          const one = venue ?? (venues.length === 1 ? (venues[0] ?? null) : null);
          if (view === "overrides") return <Overrides venue={one} />;
          if (view === "holidays") return <Holidays venues={venues} />;
          return view === "accuracy" ? <Accuracy venue={one} /> : <WeekForecast venue={one} />;
        }}
      </ReadState>
    </Page>
  );
};

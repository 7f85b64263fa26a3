/** Calendars of holidays: what demand is learned with, to be taken over, added to and corrected. */
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconCalendarPlus, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Holiday } from "../../../shared/contract/holidays.ts";
import type { Venue } from "../../../shared/contract/planning.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./demand.module.css";

/** "DE" -> "Germany"; a name of one's own stays. */
const useRegionName = (): ((region: string) => string) => {
  const { language } = useFormat();
  const names = new Intl.DisplayNames(language, { type: "region" });
  return (region) => (/^[A-Z]{2}$/.test(region) ? (names.of(region) ?? region) : region);
};

export const Holidays = ({ venues }: { readonly venues: readonly Venue[] }) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const queries = useQueryClient();
  const localName = useLocalName();
  const regionName = useRegionName();
  const [chosen, setChosen] = useState<string | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = useRead(["holidays", "regions"], (signal) => data.holidayRegions({}, { signal }));
  const change = async (done: Promise<Result<unknown, AnyFault>>): Promise<void> => {
    const result = await done;
    setFault(result.ok ? null : result.error);
    await refreshLibrary(queries);
  };
  return (
    <ReadState read={read} namespace="demand">
      {({ regions, venues: kept, source }) => {
        const known = regions.map(({ region }) => region);
        const region =
          chosen ?? regions.find((each) => each.venues.length > 0)?.region ?? regions[0]?.region ?? "";
        const options = regions.map((each) => ({
          value: each.region,
          label: t("holidays.option", { region: regionName(each.region), count: each.holidays }),
        }));
        return (
          <div className={classes.stack}>
            {fault && <ErrorState fault={fault} namespace="demand" />}
            {venues.length > 0 && (
              <Panel title={t("holidays.venues")}>
                <div className={classes.venues}>
                  {venues.length > 1 && (
                    <RegionSelect
                      label={t("holidays.everywhere")}
                      value={sharedRegion(kept.map((venue) => venue.region))}
                      known={known}
                      onChange={(next) =>
                        void change(data.setVenueRegion({ venues: venues.map(({ id }) => id), region: next }))
                      }
                    />
                  )}
                  {venues.map(({ id, name, nameZh }) => (
                    <RegionSelect
                      key={id}
                      label={localName(name, nameZh)}
                      value={kept.find((venue) => venue.id === id)?.region ?? ""}
                      known={known}
                      onChange={(next) => void change(data.setVenueRegion({ venues: [id], region: next }))}
                    />
                  ))}
                </div>
              </Panel>
            )}
            <div className={classes.bar}>
              <Select
                aria-label={t("holidays.region")}
                searchable
                w={260}
                value={region}
                data={options}
                allowDeselect={false}
                onChange={setChosen}
              />
              {regions.find((each) => each.region === region)?.included && (
                <Button
                  variant="default"
                  leftSection={<IconCalendarPlus size={14} />}
                  onClick={() => void change(data.addCalendar({ region }))}
                >
                  {t("holidays.take")}
                </Button>
              )}
            </div>
            {region !== "" && <Calendar key={region} region={region} onChange={change} />}
            <p className={classes.hint} data-selectable>
              {t("holidays.source")} {source}
            </p>
          </div>
        );
      }}
    </ReadState>
  );
};

/** What all have, or null. */
const sharedRegion = ([first = "", ...rest]: readonly string[]): string | null =>
  rest.every((region) => region === first) ? first : null;

interface RegionSelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly known: readonly string[];
  readonly onChange: (region: string) => void;
}

const RegionSelect = ({ label, value, known, onChange }: RegionSelectProps) => {
  const { t } = useTranslation("demand");
  const regionName = useRegionName();
  return (
    <Select
      label={label}
      placeholder={t("holidays.various")}
      value={value}
      data={[
        { value: "", label: t("holidays.none") },
        ...known.map((region) => ({ value: region, label: regionName(region) })),
      ]}
      allowDeselect={false}
      onChange={(next) => onChange(next ?? "")}
    />
  );
};

interface CalendarProps {
  readonly region: string;
  readonly onChange: (done: Promise<Result<unknown, AnyFault>>) => Promise<void>;
}

const Calendar = ({ region, onChange }: CalendarProps) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const format = useFormat();
  const localName = useLocalName();
  const read = useRead(["holidays", region], (signal) => data.listHolidays({ region }, { signal }));
  const holidays = read.data?.holidays ?? [];
  const years = [...new Set(holidays.map(({ date }) => date.slice(0, 4)))];
  const thisYear = new Date().toISOString().slice(0, 4);
  const [wanted, setYear] = useState(thisYear);
  const year = years.includes(wanted) ? wanted : (years.at(-1) ?? thisYear);
  const [edited, setEdited] = useState<Holiday | "new" | null>(null);
  const shown = holidays.filter(({ date }) => date.startsWith(year));
  return (
    <Panel
      flush
      title={t("holidays.title")}
      actions={
        <div className={classes.bar}>
          {years.length > 1 && (
            <Select
              size="xs"
              w={100}
              aria-label={t("holidays.year")}
              value={year}
              data={years}
              allowDeselect={false}
              onChange={(next) => next !== null && setYear(next)}
            />
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setEdited("new")}
          >
            {t("holidays.add")}
          </Button>
        </div>
      }
    >
      {read.data && shown.length === 0 ? (
        <EmptyState title={t("holidays.empty")}>{t("holidays.emptyHint")}</EmptyState>
      ) : (
        <table className={classes.days} aria-label={t("holidays.title")}>
          <thead>
            <tr>
              <th scope="col">{t("holidays.date")}</th>
              <th scope="col">{t("holidays.name")}</th>
              <th scope="col">
                <span className={classes.unseen}>{t("holidays.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((holiday) => {
              const name = localName(holiday.name, holiday.nameZh);
              return (
                <tr key={holiday.date}>
                  <td>{format.day(holiday.date)}</td>
                  <th scope="row">{name}</th>
                  <td className={classes.actions}>
                    <ActionIcon
                      aria-label={t("holidays.edit", { name, date: format.day(holiday.date) })}
                      onClick={() => setEdited(holiday)}
                    >
                      <IconPencil size={15} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={t("holidays.delete", { name, date: format.day(holiday.date) })}
                      onClick={() => void onChange(data.deleteHoliday({ region, date: holiday.date }))}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {edited && (
        <EditHoliday
          region={region}
          holiday={edited === "new" ? null : edited}
          usual={`${year}-01-01`}
          onSaved={(result) => {
            setEdited(null);
            void onChange(Promise.resolve(result));
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
};

interface EditProps {
  readonly region: string;
  readonly holiday: Holiday | null;
  readonly usual: string;
  readonly onSaved: (result: Result<unknown, AnyFault>) => void;
  readonly onClose: () => void;
}

const EditHoliday = ({ region, holiday, usual, onSaved, onClose }: EditProps) => {
  const { t } = useTranslation("demand");
  const { data } = useClients();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [{ date, name, nameZh }, set] = useState<Holiday>(holiday ?? { date: usual, name: "", nameZh: null });
  const save = async (): Promise<void> => {
    try {
      const saved = await unwrap(
        data.saveHoliday({ region, former: holiday?.date ?? null, holiday: { date, name, nameZh } }),
      );
      onSaved({ ok: true, value: saved });
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <Dialog title={t(holiday ? "holidays.change" : "holidays.add")} width={400} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fault && <ErrorState fault={fault} namespace="demand" />}
        <TextInput
          type="date"
          required
          label={t("holidays.date")}
          value={date}
          onChange={(event) => set({ date: event.currentTarget.value, name, nameZh })}
        />
        <TextInput
          required
          label={t("holidays.name")}
          value={name}
          data-autofocus
          onChange={(event) => set({ date, name: event.currentTarget.value, nameZh })}
        />
        <TextInput
          label={t("holidays.nameZh")}
          value={nameZh ?? ""}
          onChange={(event) => set({ date, name, nameZh: event.currentTarget.value || null })}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === "" || date === ""}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

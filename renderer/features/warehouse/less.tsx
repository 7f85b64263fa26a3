/** What the warehouse does before anything crosses: a sample of members, the last months, the active ones, totals. */
import { NumberInput, Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WarehouseSelection } from "../../../shared/contract/warehouse.ts";
import { hasZone, zoneHere } from "./selections.ts";
import classes from "./warehouse.module.css";

interface LessProps {
  readonly selection: WarehouseSelection;
  readonly columns: readonly string[];
  readonly types: ReadonlyMap<string, string>;
  readonly onChange: (change: Partial<WarehouseSelection>) => void;
}

const memberWords = /member|customer|user|card|loyal|会员|用户/i;
const timeWords = /date|time|_at$|^at$|day|日期|时间/i;
const filmWords = /film|movie|title|影片|电影/i;
const venueWords = /venue|cinema|theat|site|影院/i;
const ticketWords = /tickets|admission|seats|quantity|人次|票数/i;
const grossWords = /gross|revenue|amount|price|票房|金额/i;

/** The column most like what is looked for, as a start. */
const like = (columns: readonly string[], words: RegExp): string =>
  columns.find((name) => words.test(name)) ?? columns[0] ?? "";
const monthsAgo = (months: number): string => {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
};
const months = [1, 3, 6, 12, 24, 36] as const;

/** Numbers are taken for seconds since 1970, or milliseconds where the type can hold them and the name says so. */
const unitOf = (
  column: string,
  type: string | undefined,
): NonNullable<WarehouseSelection["since"]>["unit"] => {
  if (!type || !/int|numeric|double|real|decimal/.test(type)) return "date";
  return /ms$|milli/i.test(column) ? "milliseconds" : "seconds";
};
const isDay = (type: string | undefined): boolean => type === "date";
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

export const Less = ({ selection, columns, types, onChange }: LessProps) => {
  const { t } = useTranslation("warehouse");
  const { sample, since, minimum, totals } = selection;
  if (columns.length === 0) return null;
  const column = (label: string, value: string, set: (column: string) => void) => (
    <Select
      label={label}
      allowDeselect={false}
      searchable
      data={[...columns]}
      value={value}
      onChange={(next) => next !== null && set(next)}
    />
  );
  const optionalColumn = (label: string, value: string | null, set: (column: string | null) => void) => (
    <Select
      label={label}
      clearable
      clearButtonProps={{ "aria-label": t("less.clear", { name: label }) }}
      placeholder={t("less.none")}
      data={[...columns]}
      value={value}
      onChange={set}
    />
  );
  const zone = (value: string | null, set: (zone: string) => void) => (
    <Select
      label={t("less.timeZone")}
      description={t("less.timeZoneHint")}
      allowDeselect={false}
      searchable
      data={zones}
      value={value ?? "UTC"}
      onChange={(next) => next !== null && set(next)}
    />
  );
  const zoned = (selection.columns.length > 0 ? selection.columns : columns).some((name) =>
    hasZone(types.get(name)),
  );
  /** A column to add up: a number, and no key. */
  const amountLike = (words: RegExp): string | null =>
    columns.find(
      (name) =>
        words.test(name) &&
        !/id$/i.test(name) &&
        /int|numeric|double|real|decimal/.test(types.get(name) ?? "int"),
    ) ?? null;
  const timeChange = (at: string) => ({
    at,
    dayStartsAt: isDay(types.get(at)) ? 0 : 6,
    timeZone: hasZone(types.get(at)) ? zoneHere : null,
  });

  return (
    <fieldset className={classes.less}>
      <legend>{t("less.title")}</legend>
      <Switch
        checked={since !== null}
        label={t("less.since")}
        onChange={(event) => {
          const at = like(columns, timeWords);
          const unit = unitOf(at, types.get(at));
          onChange({ since: event.currentTarget.checked ? { column: at, from: monthsAgo(12), unit } : null });
        }}
      />
      {since && (
        <div className={classes.options}>
          {column(t("less.timeColumn"), since.column, (at) =>
            onChange({ since: { ...since, column: at, unit: unitOf(at, types.get(at)) } }),
          )}
          <Select
            label={t("less.from")}
            description={t("less.fromDay", { day: since.from })}
            allowDeselect={false}
            data={months.map((count) => ({ value: monthsAgo(count), label: t("less.months", { count }) }))}
            value={since.from}
            onChange={(from) => from !== null && onChange({ since: { ...since, from } })}
          />
        </div>
      )}
      <Switch
        checked={sample !== null}
        label={t("less.sample")}
        onChange={(event) =>
          onChange({
            sample: event.currentTarget.checked ? { column: like(columns, memberWords), percent: 10 } : null,
          })
        }
      />
      {sample && (
        <div className={classes.options}>
          {column(t("less.memberColumn"), sample.column, (member) =>
            onChange({ sample: { ...sample, column: member } }),
          )}
          <NumberInput
            label={t("less.percent")}
            description={t("less.percentHint")}
            suffix=" %"
            min={0.1}
            max={100}
            decimalScale={2}
            value={sample.percent}
            onChange={(percent) =>
              Number(percent) > 0 && onChange({ sample: { ...sample, percent: Number(percent) } })
            }
          />
        </div>
      )}
      <Switch
        checked={minimum !== null}
        label={t("less.minimum")}
        onChange={(event) =>
          onChange({
            minimum: event.currentTarget.checked ? { column: like(columns, memberWords), rows: 5 } : null,
          })
        }
      />
      {minimum && (
        <div className={classes.options}>
          {column(t("less.memberColumn"), minimum.column, (member) =>
            onChange({ minimum: { ...minimum, column: member } }),
          )}
          <NumberInput
            label={t("less.rows")}
            min={2}
            max={1_000_000}
            allowDecimal={false}
            value={minimum.rows}
            onChange={(rows) =>
              Number(rows) >= 2 && onChange({ minimum: { ...minimum, rows: Number(rows) } })
            }
          />
        </div>
      )}
      <Switch
        checked={totals !== null}
        label={t("less.totals")}
        onChange={(event) =>
          onChange({
            totals: event.currentTarget.checked
              ? {
                  film: like(columns, filmWords),
                  venue: like(columns, venueWords),
                  ...timeChange(like(columns, timeWords)),
                  admissions: amountLike(ticketWords),
                  gross: amountLike(grossWords),
                  showing: null,
                }
              : null,
          })
        }
      />
      {totals && (
        <div className={classes.options}>
          {column(t("less.film"), totals.film, (film) => onChange({ totals: { ...totals, film } }))}
          {column(t("less.venue"), totals.venue, (venue) => onChange({ totals: { ...totals, venue } }))}
          {column(t("less.timeColumn"), totals.at, (at) =>
            onChange({ totals: { ...totals, ...timeChange(at) } }),
          )}
          {optionalColumn(t("less.admissions"), totals.admissions, (admissions) =>
            onChange({ totals: { ...totals, admissions } }),
          )}
          {optionalColumn(t("less.gross"), totals.gross, (gross) =>
            onChange({ totals: { ...totals, gross } }),
          )}
          {optionalColumn(t("less.showing"), totals.showing, (showing) =>
            onChange({ totals: { ...totals, showing } }),
          )}
          {hasZone(types.get(totals.at)) &&
            zone(totals.timeZone, (timeZone) => onChange({ totals: { ...totals, timeZone } }))}
          <NumberInput
            label={t("less.dayStartsAt")}
            description={t("less.dayStartsAtHint")}
            suffix=":00"
            min={0}
            max={12}
            allowDecimal={false}
            value={totals.dayStartsAt}
            onChange={(hour) => onChange({ totals: { ...totals, dayStartsAt: Number(hour) || 0 } })}
          />
        </div>
      )}
      {!totals && zoned && (
        <div className={classes.options}>
          {zone(selection.timeZone, (timeZone) => onChange({ timeZone }))}
        </div>
      )}
    </fieldset>
  );
};

/** Film, day, screen and start of a showing as lists to choose from: every drag has this way beside it. */
import { Select } from "@mantine/core";
import { memo, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { canShow } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";
import { gridStarts } from "./board-geometry.ts";

type Fields = Pick<ScheduledShowing, "film" | "screen" | "date" | "start">;

interface ShowingFieldsProps {
  readonly problem: WeekProblem;
  readonly value: Fields;
  readonly disabled?: boolean;
  readonly onChange: (value: Fields) => void;
}

export const ShowingFields = ({ problem, value, disabled = false, onChange }: ShowingFieldsProps) => {
  const { house, candidates, days } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(candidates);
  const candidate = candidates.find(({ film }) => film === value.film);
  const films = useMemo(
    () =>
      candidates
        .map(({ film }) => ({ value: String(film), label: titleOf(film) }))
        .sort((a, b) => format.compare(a.label, b.label)),
    [candidates, titleOf, format],
  );
  const screens = useMemo(
    () =>
      house.screens.map((screen) => ({
        value: String(screen.screen),
        label: t("fields.screenOption", { name: screen.name, seats: format.number(screen.capacity) }),
        disabled: candidate !== undefined && !canShow(screen, candidate),
      })),
    [house, candidate, t, format],
  );
  const dates = useMemo(() => days.map((day) => ({ value: day, label: format.day(day) })), [days, format]);
  const starts = useMemo(
    () =>
      [...new Set([...gridStarts(house), value.start])]
        .sort((a, b) => a - b)
        .map((start) => ({ value: String(start), label: wallClock(start) })),
    [house, value.start],
  );
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const choose = useCallback((field: keyof Fields, chosen: string) => {
    const { value: before, onChange: change } = latest.current;
    change({ ...before, [field]: field === "date" ? chosen : Number(chosen) });
  }, []);
  const field = (name: keyof Fields, options: Option[]) => (
    <Field
      name={name}
      label={t(`fields.${name}`)}
      value={String(value[name])}
      options={options}
      disabled={disabled}
      onChoose={choose}
    />
  );
  return (
    <div className={classes.fields}>
      {field("film", films)}
      {field("screen", screens)}
      {field("date", dates)}
      {field("start", starts)}
    </div>
  );
};

interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface FieldProps {
  readonly name: keyof Fields;
  readonly label: string;
  readonly value: string;
  readonly options: Option[];
  readonly disabled: boolean;
  readonly onChoose: (name: keyof Fields, value: string) => void;
}

const isWide: ReadonlySet<keyof Fields> = new Set(["film", "screen"]);
const unlessOpen = { keepMounted: false };
const isSearchable: ReadonlySet<keyof Fields> = new Set(["film", "start"]);

/** Lists are slow to draw: each only when it changes, and its options only once it opens. */
const Field = memo(({ name, label, value, options, disabled, onChoose }: FieldProps) => (
  <Select
    className={isWide.has(name) ? classes.wide : undefined}
    searchable={isSearchable.has(name)}
    allowDeselect={false}
    disabled={disabled}
    label={label}
    value={value}
    data={options}
    comboboxProps={unlessOpen}
    onChange={(chosen) => chosen !== null && onChoose(name, chosen)}
  />
));
Field.displayName = "Field";

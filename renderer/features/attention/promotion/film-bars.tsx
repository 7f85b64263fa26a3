/** What each film has of each channel in a week, as bars to drag. */
import { Slider } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AllocationValue, UnitsPin } from "../../../../shared/contract/allocation.ts";
import { type AllocationChannel, ofWeek } from "../../../../shared/domain/allocation-instance.ts";
import type { AttentionBase } from "../../../client/attention.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "./promotion.module.css";
import type { PromotionWords } from "./words.ts";

interface FilmBarsProps {
  readonly base: AttentionBase;
  /** Place of the week. */
  readonly week: number;
  readonly value: AllocationValue;
  readonly pins: readonly UnitsPin[];
  readonly words: PromotionWords;
  readonly onDrag: (pin: UnitsPin) => void;
  readonly onDrop: (pin: UnitsPin) => void;
}

const mostOf = (channel: AllocationChannel, week: number, members: number): number =>
  Math.floor(
    Math.min(
      ofWeek(channel.capacity, week),
      channel.unit === "piece" ? channel.mostPerFilm : channel.mostPerMember * members,
    ),
  );

export const FilmBars = ({ base, week, value, pins, words, onDrag, onDrop }: FilmBarsProps) => {
  const { t } = useTranslation("promotion");
  const format = useFormat();
  const { channels, weeks } = base.instance;
  const date = weeks[week] as string;
  const members = base.segments.reduce((sum, each) => sum + each.members, 0);
  const units = new Map<string, number>();
  for (const row of value.units) {
    if (row.week !== date) continue;
    const key = `${row.film} ${row.channel}`;
    units.set(key, (units.get(key) ?? 0) + row.units);
  }
  const extraOf = new Map(value.films.map((film) => [film.film, film.weeks[week] ?? 0]));
  const films = base.films
    .filter(({ expected }) => (expected[week] ?? 0) > 0)
    .sort((a, b) => (b.expected[week] ?? 0) - (a.expected[week] ?? 0));
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("columns.film")}</th>
            <th scope="col">{t("columns.expected")}</th>
            {channels.map(({ id }) => (
              <th key={id} scope="col">
                {words.channelName(id)}
              </th>
            ))}
            <th scope="col">{t("columns.extra")}</th>
          </tr>
        </thead>
        <tbody>
          {films.map(({ film, expected }) => {
            const id = String(film);
            return (
              <tr key={id}>
                <th scope="row">{words.filmName(id)}</th>
                <td>{format.number(expected[week] ?? 0, 0)}</td>
                {channels.map((channel) => (
                  <td key={channel.id}>
                    <Bar
                      label={t("bar", { film: words.filmName(id), channel: words.channelName(channel.id) })}
                      units={units.get(`${id} ${channel.id}`) ?? 0}
                      most={mostOf(channel, week, members)}
                      pinned={pins.some(
                        (pin) => pin.film === id && pin.channel === channel.id && pin.week === date,
                      )}
                      onDrag={(count) => onDrag({ film: id, channel: channel.id, week: date, units: count })}
                      onDrop={(count) => onDrop({ film: id, channel: channel.id, week: date, units: count })}
                    />
                  </td>
                ))}
                <td>{words.admissions(extraOf.get(id) ?? 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

interface BarProps {
  readonly label: string;
  readonly units: number;
  readonly most: number;
  readonly pinned: boolean;
  readonly onDrag: (units: number) => void;
  readonly onDrop: (units: number) => void;
}

const Bar = ({ label, units, most, pinned, onDrag, onDrop }: BarProps) => {
  const format = useFormat();
  const [held, setHeld] = useState<number | null>(null);
  const shown = held ?? units;
  return (
    <div className={classes.bar} data-pinned={pinned || undefined}>
      <Slider
        size="sm"
        min={0}
        max={Math.max(1, most)}
        step={most <= 12 ? 1 : Math.max(1, Math.round(most / 100))}
        disabled={most === 0}
        value={shown}
        label={null}
        thumbLabel={label}
        onChange={(count) => {
          setHeld(count);
          onDrag(count);
        }}
        onChangeEnd={(count) => {
          setHeld(null);
          onDrop(count);
        }}
      />
      <span>{format.number(shown, 0)}</span>
    </div>
  );
};

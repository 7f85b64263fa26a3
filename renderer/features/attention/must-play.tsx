/** Films that have to be booked, and films that must not. */
import { MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ok } from "../../../shared/domain/result.ts";
import type { Candidate, IsoDate } from "../../../shared/domain/slate.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap, useRead } from "../../client/read.ts";
import { addDays } from "../../client/slates.ts";
import { useLocalName } from "../../ui/format.ts";
import classes from "./slates.module.css";

interface MustPlayProps {
  readonly venue: number;
  readonly week: IsoDate;
  readonly weeks: number;
  readonly booked: readonly number[];
  readonly refused: readonly number[];
  readonly onBooked: (films: readonly number[]) => void;
  readonly onRefused: (films: readonly number[]) => void;
}

export const MustPlay = ({ venue, week, weeks, booked, refused, onBooked, onRefused }: MustPlayProps) => {
  const { t } = useTranslation("slates");
  const { data } = useClients();
  const localName = useLocalName();
  const candidates =
    useRead(
      ["slates", "candidates", venue, week, weeks],
      async (signal) => {
        const films = new Map<number, Candidate>();
        for (let n = 0; n < weeks; n++) {
          const problem = await unwrap(data.weekProblem({ venue, week: addDays(week, 7 * n) }, { signal }));
          for (const candidate of problem.candidates) films.set(candidate.film, candidate);
        }
        return ok([...films.values()]);
      },
      { keepPrevious: true },
    ).data ?? [];
  const choices = (without: readonly number[]) =>
    candidates
      .filter(({ film }) => !without.includes(film))
      .map(({ film, title, titleZh }) => ({ value: String(film), label: localName(title, titleZh) }));
  const known = (films: readonly number[]): string[] =>
    films.filter((film) => candidates.some((each) => each.film === film)).map(String);
  return (
    <>
      <MultiSelect
        className={classes.films}
        label={t("booked.label")}
        placeholder={booked.length === 0 ? t("booked.none") : ""}
        searchable
        clearable
        data={choices(refused)}
        value={known(booked)}
        onChange={(films) => onBooked(films.map(Number))}
      />
      <MultiSelect
        className={classes.films}
        label={t("refused.label")}
        placeholder={refused.length === 0 ? t("refused.none") : ""}
        searchable
        clearable
        data={choices(booked)}
        value={known(refused)}
        onChange={(films) => onRefused(films.map(Number))}
      />
    </>
  );
};

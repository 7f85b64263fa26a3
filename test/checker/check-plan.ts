/**
 * Checks an exported week against the rules of the house, minute by minute. Written from the rules alone: it shares no code with
 * the scheduler or the board, so that a fault in either shows here.
 *
 *   node test/checker/check-plan.ts <plan.json>      exit 0: every rule holds, 1: the violations are printed
 */
import { readFileSync } from "node:fs";
import type { Rule } from "../../shared/domain/rules/rule.ts";
import { checkedLength, type LengthFilm, type LengthHouse, type LengthScreen } from "./check-lengths.ts";

export interface CheckedWeek {
  readonly house: Omit<LengthHouse, "screens"> & {
    readonly opens: number;
    readonly lastStart: number;
    readonly closes: number;
    readonly stagger: number;
    readonly grid: number;
    readonly screens: readonly (LengthScreen & { readonly capacity: number })[];
  };
  readonly candidates: readonly (LengthFilm & {
    readonly runtime: number;
    readonly minShowsPerDay: number;
  })[];
  /** Those of them that say how long something takes. */
  readonly rules?: readonly Rule[] | undefined;
  readonly days: readonly string[];
  readonly showings: readonly {
    id: string;
    film: number;
    screen: number;
    date: string;
    start: number;
    locked?: boolean;
  }[];
  /** Absent: every film that plays in the week. */
  readonly slate?: readonly number[];
  readonly forecast?: readonly { id: string; mean: number; low: number; high: number }[];
}

const minutesOfLongestDay = 48 * 60;

/** One sentence for every violation; none means that every rule holds. */
export const checkPlan = (week: CheckedWeek): string[] => {
  const violations: string[] = [];
  const complain = (rule: string, detail: string): void => {
    violations.push(`${rule}: ${detail}`);
  };
  const { house, candidates, days, showings } = week;

  const ids = new Set<string>();
  for (const { id } of showings) {
    if (ids.has(id)) complain("unique id", id);
    ids.add(id);
  }

  for (const day of new Set(showings.map(({ date }) => date)))
    if (!days.includes(day)) complain("day of the week", day);

  for (const day of days) {
    const occupied = new Map<number, string[][]>();
    const startedAt: string[][] = [];
    for (const showing of showings) {
      if (showing.date !== day) continue;
      const name = `${showing.id} (film ${showing.film}, screen ${showing.screen}, ${day} ${showing.start})`;
      const film = candidates.find((candidate) => candidate.film === showing.film);
      const room = house.screens.find((screen) => screen.screen === showing.screen);
      if (!film) {
        complain("known film", name);
        continue;
      }
      if (!room) {
        complain("known screen", name);
        continue;
      }
      const lasting = (kind: "trailers" | "cleaning"): number =>
        checkedLength(kind, house, candidates, week.rules ?? [], showing);
      const free = showing.start + lasting("trailers") + film.runtime + lasting("cleaning");
      if (showing.start < house.opens) complain("opening", name);
      if (showing.start > house.lastStart) complain("last start", name);
      if (free > house.closes) complain("closing", name);
      if (!showing.locked && showing.start % house.grid !== 0) complain("grid", name);
      if (film.formats.filter((format) => room.formats.indexOf(format) !== -1).length === 0)
        complain("format", name);

      const minutes =
        occupied.get(room.screen) ?? Array.from({ length: minutesOfLongestDay }, (): string[] => []);
      occupied.set(room.screen, minutes);
      const met = new Set<string>();
      for (let minute = showing.start; minute < free; minute++) {
        for (const other of minutes[minute] ?? []) met.add(other);
        minutes[minute]?.push(showing.id);
      }
      for (const other of met) complain("one showing at a time", `${name} over ${other}`);

      for (let minute = showing.start - house.stagger + 1; minute < showing.start + house.stagger; minute++)
        for (const other of startedAt[minute] ?? []) complain("staggered starts", `${name} beside ${other}`);
      startedAt[showing.start] = [...(startedAt[showing.start] ?? []), showing.id];
    }
    const slate = week.slate ?? new Set(showings.map(({ film }) => film));
    for (const film of slate) {
      const required = candidates.find((candidate) => candidate.film === film)?.minShowsPerDay ?? 0;
      const isShown = (showing: CheckedWeek["showings"][number]): boolean =>
        showing.film === film &&
        showing.date === day &&
        house.screens.some((screen) => screen.screen === showing.screen);
      const shown = showings.filter(isShown).length;
      if (shown < required) complain("minimum shows", `film ${film} on ${day}: ${shown} of ${required}`);
    }
  }

  for (const { id, mean, low, high } of week.forecast ?? []) {
    const showing = showings.find((candidate) => candidate.id === id);
    const capacity = house.screens.find(({ screen }) => screen === showing?.screen)?.capacity;
    if (!showing) complain("forecast of a showing", id);
    else if (!(mean >= 0 && mean <= (capacity ?? 0) + 1e-6))
      complain("capacity", `${id}: ${mean} of ${capacity}`);
    else if (!(low <= mean + 1e-9 && mean <= high + 1e-9))
      complain("interval", `${id}: ${low} ${mean} ${high}`);
  }
  return violations;
};

/** The plan as the application exports it: films for candidates (all of them the slate), each showing with its forecast. */
interface ExportedPlan extends Pick<CheckedWeek, "house" | "days" | "rules"> {
  readonly films: CheckedWeek["candidates"];
  readonly showings: readonly (CheckedWeek["showings"][number] & {
    readonly forecast: { mean: number; low: number; high: number } | null;
  })[];
}

export const weekOfExport = ({ house, days, films, rules, showings }: ExportedPlan): CheckedWeek => ({
  house,
  rules,
  days,
  showings,
  candidates: films,
  slate: films.map(({ film }) => film),
  forecast: showings.flatMap(({ id, forecast }) => (forecast ? [{ id, ...forecast }] : [])),
});

if (process.argv[1]?.endsWith("check-plan.ts") && process.argv[2]) {
  const file: CheckedWeek | ExportedPlan = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const week = "films" in file ? weekOfExport(file) : file;
  const violations = checkPlan(week);
  for (const violation of violations) console.log(violation);
  console.log(`${week.showings.length} showings, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

/** The catalogue: what is written about each film, who made it, how it is shown, and its hidden worth. */
import { normal, type Random } from "../../../shared/domain/random.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { addDays, weekdayOf } from "./calendar.ts";
import { pick, shuffled, streamOf, weighted } from "./chance.ts";
import type { Person } from "./people.ts";
import type { FilmSource, NameSource } from "./sources.ts";
import { demandTruth, type FilmAspect, filmAspects, ratingTruth, voiceTruth } from "./truth.ts";

export interface Version {
  readonly id: number;
  readonly format: "2D" | "3D" | "LF";
  readonly audio: string;
  readonly subtitles: string | null;
}

export interface Film extends FilmSource {
  readonly id: number;
  readonly releaseDate: IsoDate;
  /** past: long before the year of showings; shown: within it; upcoming: after `today`. */
  readonly era: "past" | "shown" | "upcoming";
  readonly studio: string;
  readonly distributor: string;
  readonly director: Person;
  readonly writer: Person;
  readonly cast: readonly Person[];
  readonly versions: readonly Version[];
  /** q_f, s_f, decay_f, c_fa and the film's place on the nameless factors (truth.ts). */
  readonly quality: number;
  readonly strengthNoise: number;
  readonly decay: number;
  readonly aspects: Readonly<Record<FilmAspect, number>>;
  readonly nameless: readonly number[];
}

/** Taken from the smaller releases: the year of showings keeps its events and the films with planted campaigns. */
const pastFilms = 16;
/** Releases begin this many days before the first showing, so that its week already finds a full slate. */
const leadDays = 70;

const isChildrens = (genres: readonly string[]): boolean =>
  genres.includes("Children") || genres.includes("Animation");

const versionsOf = (film: FilmSource, random: Random): Omit<Version, "id">[] => {
  const dubbing = isChildrens(film.genres) && film.language !== "nl" ? "nl" : null;
  const versions: Omit<Version, "id">[] = [];
  const add = (format: Version["format"], audio: string, subtitles: string | null): void => {
    versions.push({ format, audio, subtitles });
  };
  add("2D", film.language, film.language === "nl" ? null : "nl");
  if (dubbing) add("2D", dubbing, null);
  if (film.language === "zh") add("2D", "zh", "en");
  if (film.language === "nl" || film.language === "fr") add("2D", film.language, "en");
  const bigPicture = film.tone === "spectacle" || film.scale === 5;
  if (bigPicture && film.scale >= 4) add("LF", film.language, film.language === "nl" ? null : "nl");
  if ((bigPicture && random() < 0.6) || (film.genres.includes("Animation") && film.scale >= 4))
    add("3D", dubbing ?? film.language, dubbing || film.language === "nl" ? null : "nl");
  return versions;
};

/** Thursdays, as even as chance allows; films of one size do not follow each other. */
const releaseDates = (
  films: readonly FilmSource[],
  today: IsoDate,
  random: Random,
): Map<FilmSource, IsoDate> => {
  const dates = new Map<FilmSource, IsoDate>();
  const thursday = (date: IsoDate): IsoDate => addDays(date, (10 - weekdayOf(date)) % 7);
  const released = shuffled(
    films.filter((film) => !film.upcoming),
    random,
  );
  const past = released.filter((film) => film.scale <= 3).slice(0, pastFilms);
  for (const film of past) dates.set(film, thursday(addDays(today, -Math.round(500 + random() * 2200))));
  const shown = released.filter((film) => !dates.has(film));
  const events = shown.filter((film) => film.scale === 5);
  const others = shown.filter((film) => film.scale < 5);
  const every = shown.length / events.length;
  const ordered = [...others];
  for (const [i, film] of events.entries())
    ordered.splice(Math.floor(i * every + random() * every * 0.8), 0, film);
  const span = 365 + leadDays - 4;
  for (const [i, film] of ordered.entries())
    dates.set(film, thursday(addDays(today, -Math.round(span - (i / (ordered.length - 1)) * (span - 7)))));
  const upcoming = films.filter((film) => film.upcoming);
  for (const [i, film] of upcoming.entries()) dates.set(film, thursday(addDays(today, 8 + i * 19)));
  return dates;
};

const directedBy = (people: readonly Person[], film: FilmSource, random: Random): Person[] => {
  const weights = people.map(
    ({ id, chinese }) => (chinese === (film.language === "zh") ? 1 : 0.06) / (8 + id),
  );
  const chosen = new Set<number>();
  while (chosen.size < 7) chosen.add(weighted(weights, random));
  return [...chosen].map((index) => people[index] as Person);
};

export const makeFilms = (
  sources: readonly FilmSource[],
  names: NameSource,
  people: readonly Person[],
  today: IsoDate,
  seed: number,
): Film[] => {
  const random = streamOf(seed, "films");
  const dates = releaseDates(sources, today, random);
  const shownFrom = addDays(today, -365 - leadDays);
  const house = "Lantern Row Pictures";
  let version = 0;
  return sources
    .map((source) => ({ source, releaseDate: dates.get(source) as IsoDate }))
    .sort((a, b) => (a.releaseDate < b.releaseDate ? -1 : a.releaseDate > b.releaseDate ? 1 : 0))
    .map(({ source, releaseDate }, index): Film => {
      const crew = directedBy(people, source, random);
      const quality =
        ratingTruth.scaleQuality * (source.scale - 3) + ratingTruth.filmQuality * normal(random);
      return {
        ...source,
        id: index + 1,
        releaseDate,
        era: releaseDate > today ? "upcoming" : releaseDate < shownFrom ? "past" : "shown",
        studio: source.lanternRow ? house : pick(names.studios, random),
        distributor: source.lanternRow
          ? "Lantern Row Releasing"
          : pick(names.distributors.slice(0, -1), random),
        director: crew[0] as Person,
        writer: (random() < 0.3 ? crew[0] : crew[1]) as Person,
        cast: crew.slice(2, 5 + Math.floor(random() * 3)),
        versions: versionsOf(source, random).map((each) => ({ id: ++version, ...each })),
        quality,
        strengthNoise: demandTruth.strengthNoise * normal(random),
        decay: Math.max(demandTruth.leastDecay, demandTruth.decay - demandTruth.decayPerQuality * quality),
        aspects: Object.fromEntries(
          filmAspects.map((aspect) => [aspect, voiceTruth.aspectSpread * normal(random)]),
        ) as Record<FilmAspect, number>,
        nameless: Array.from({ length: ratingTruth.nameless }, () => normal(random)),
      };
    });
};

/**
 * Sums up what was read. A level is the mean probability of praise, drawn a little towards what is usual: m = (Σ p + κ u) / (n + κ), with the interval
 * m ± z √(m (1 − m) / (n + 1)), so that few texts are wide. Texts of campaign-like bursts are set apart from levels and turns.
 */
import type { Level, Reputation, SubjectKind } from "../../../shared/contract/reputation.ts";
import type { Said, SaidSubjects } from "../../../shared/contract/said.ts";
import { intervalZ } from "../../../shared/domain/intervals.ts";
import { aspects, textLanguages } from "../../../shared/domain/voices.ts";
import { alertsOf, isoDay } from "./alerts.ts";

const κ = 3;
const day = 86_400;
const shownQuotes = 4;
const mostSpans = 110;
const agesShown = 12;
const fewestPeers = 5;

export const levelOf = (sum: number, n: number, usual: number): Level => {
  const m = (sum + κ * usual) / (n + κ);
  const half = intervalZ * Math.sqrt((m * (1 - m)) / (n + 1));
  return { value: m, low: Math.max(0, m - half), high: Math.min(1, m + half) };
};

export interface Subject {
  readonly key: string;
  readonly name: string;
  readonly nameZh: string | null;
  readonly releaseDate: string | null;
  /** Of `Said`, by time. */
  readonly rows: readonly number[];
}

export const subjectsOf = (kind: SubjectKind, said: Said, known: SaidSubjects): Subject[] => {
  const subjects = new Map<string, Subject & { rows: number[] }>();
  const subject = (
    key: string,
    name: string,
    nameZh: string | null,
    releaseDate: string | null = null,
  ): void => {
    if (!subjects.has(key)) subjects.set(key, { key, name, nameZh, releaseDate, rows: [] });
  };
  const chinese = new Map(
    known.films.flatMap(({ series, seriesZh }) => (seriesZh ? [[series, seriesZh]] : [])),
  );
  const keys = new Map<number, string[]>(); // of a film or, for venues, a venue
  const add = (id: number, key: string): void => {
    const held = keys.get(id);
    if (held) held.push(key);
    else keys.set(id, [key]);
  };
  if (kind === "venue")
    for (const { id, name, nameZh } of known.venues) {
      subject(String(id), name, nameZh);
      add(id, String(id));
    }
  else if (kind === "person")
    for (const { film, person, name, nameZh } of known.people) {
      subject(String(person), name, nameZh);
      add(film, String(person));
    }
  else
    for (const { id, title, titleZh, releaseDate, studio, series } of known.films) {
      const brand = kind === "series" ? series : studio;
      if (kind === "film") subject(String(id), title, titleZh, releaseDate);
      else if (brand) subject(brand, brand, kind === "series" ? (chinese.get(brand) ?? null) : null);
      else continue;
      add(id, kind === "film" ? String(id) : brand);
    }
  const of = kind === "venue" ? said.venues : said.films;
  for (let n = 0; n < of.length; n++)
    for (const key of keys.get(of[n] as number) ?? []) subjects.get(key)?.rows.push(n);
  const whole = said.brands.filter((each) => each.kind === kind);
  for (const { name, row } of whole) {
    subject(name, name, null);
    subjects.get(name)?.rows.push(row);
  }
  for (const { name } of whole) subjects.get(name)?.rows.sort((a, b) => a - b);
  return [...subjects.values()]
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1));
};

const sumOf = (said: Said, rows: readonly number[]): number =>
  rows.reduce((sum, n) => sum + (said.positive[n] as number), 0);

export const apartFrom = (said: Said, rows: readonly number[]): number[] =>
  rows.filter((n) => said.bursts[n] === 0);

/** What is usual for subjects of this kind. */
export const usualLevel = (said: Said, subjects: readonly Subject[]): number => {
  const rows = apartFrom(
    said,
    subjects.flatMap((each) => each.rows),
  );
  return rows.length === 0 ? 0.5 : sumOf(said, rows) / rows.length;
};

const spansOf = (
  said: Said,
  subject: Subject,
  subjects: readonly Subject[],
  usual: number,
): Pick<Reputation, "spans" | "spanDays"> => {
  const from = Math.floor((said.at[subject.rows[0] as number] as number) / day);
  const last = Math.floor((said.at[subject.rows.at(-1) as number] as number) / day);
  const spanDays = [7, 28, 91, 364].find((days) => (last - from) / days < mostSpans) ?? 3640;
  const spans = Math.floor((last - from) / spanDays) + 1;
  const at = (n: number): number => Math.floor(((said.at[n] as number) / day - from) / spanDays);
  const sums = new Float64Array(spans);
  const counts = new Float64Array(spans);
  const whole = new Float64Array(spans);
  const own = apartFrom(said, subject.rows);
  for (const n of own) {
    sums[at(n)] = (sums[at(n)] as number) + (said.positive[n] as number);
    counts[at(n)] = (counts[at(n)] as number) + 1;
  }
  for (const { rows } of subjects)
    for (const n of rows)
      if (said.bursts[n] === 0 && at(n) >= 0 && at(n) < spans) whole[at(n)] = (whole[at(n)] as number) + 1;
  return {
    spanDays,
    spans: Array.from(counts, (texts, k) => ({
      from: isoDay((from + k * spanDays) * day),
      texts,
      level: texts > 0 ? levelOf(sums[k] as number, texts, usual) : null,
      share:
        subjects.length > 1 && (whole[k] as number) > 0
          ? levelOf(texts, whole[k] as number, 1 / subjects.length)
          : null,
    })),
  };
};

const weekOf = (said: Said, n: number, release: number): number =>
  Math.floor(((said.at[n] as number) / day - release) / 7);
const releaseDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 / day;

/** Levels by weeks since release: of a film, and the mean of other films that were spoken of at that age. */
const byAgeOf = (
  said: Said,
  subject: Subject,
  subjects: readonly Subject[],
  usual: number,
): Pick<Reputation, "byAge" | "peers"> => {
  const { releaseDate } = subject;
  if (releaseDate === null) return { byAge: [], peers: 0 };
  const weekly = ({ rows }: Subject, date: string) => {
    const sums = new Float64Array(agesShown);
    const counts = new Float64Array(agesShown);
    for (const n of apartFrom(said, rows)) {
      const week = weekOf(said, n, releaseDay(date));
      if (week < 0 || week >= agesShown) continue;
      sums[week] = (sums[week] as number) + (said.positive[n] as number);
      counts[week] = (counts[week] as number) + 1;
    }
    return { sums, counts };
  };
  const own = weekly(subject, releaseDate);
  const others = subjects
    .filter((each) => each !== subject && each.releaseDate !== null)
    .map((each) => weekly(each, each.releaseDate as string));
  const peers = others.filter(({ counts }) => counts.some((count) => count > 0)).length;
  return {
    peers,
    byAge: Array.from({ length: agesShown }, (_, week) => {
      const means = others.flatMap(({ sums, counts }) =>
        (counts[week] as number) > 0 ? [(sums[week] as number) / (counts[week] as number)] : [],
      );
      return {
        week,
        own:
          (own.counts[week] as number) > 0
            ? levelOf(own.sums[week] as number, own.counts[week] as number, usual)
            : null,
        peers: means.length >= fewestPeers ? means.reduce((sum, mean) => sum + mean, 0) / means.length : null,
      };
    }),
  };
};

const aspectsOf = (said: Said, subject: Subject, subjects: readonly Subject[]): Reputation["aspects"] => {
  const mine = new Set(apartFrom(said, subject.rows));
  const kin = new Set(subjects.flatMap(({ rows }) => rows));
  const { of, aspects: which, feelings } = said.mentions;
  /** Feelings of an aspect by text. */
  const own = aspects.map(() => new Map<number, number>());
  const all = aspects.map(() => [0, 0] as [praise: number, stated: number]);
  for (let m = 0; m < of.length; m++) {
    const [n, aspect, feeling] = [of[m] as number, which[m] as number, feelings[m] as number];
    if (feeling === 0 || !kin.has(n)) continue;
    const tally = all[aspect] as [number, number];
    tally[0] += feeling > 0 ? 1 : 0;
    tally[1]++;
    const texts = own[aspect] as Map<number, number>;
    if (mine.has(n)) texts.set(n, (texts.get(n) ?? 0) + feeling);
  }
  return aspects
    .flatMap((aspect, k) => {
      const stated = [...(own[k] as Map<number, number>)].filter(([, feeling]) => feeling !== 0);
      if (stated.length === 0) return [];
      const [praise, among] = all[k] as [number, number];
      const usual = praise / among;
      const side = (sign: number): number[] =>
        stated
          .filter(([n, feeling]) => sign * feeling > 0 && said.copies[n] === 0)
          .sort((a, b) => sign * (b[1] - a[1]) || b[0] - a[0])
          .slice(0, shownQuotes)
          .map(([n]) => said.ids[n] as number);
      const praised = stated.filter(([, feeling]) => feeling > 0).length;
      return [
        {
          ...{ aspect, texts: stated.length, usual },
          level: levelOf(praised, stated.length, usual),
          ...{ praise: side(1), blame: side(-1) },
        },
      ];
    })
    .sort((a, b) => b.texts - a.texts);
};

export const summaryOf = (
  kind: SubjectKind,
  said: Said,
  subject: Subject,
  subjects: readonly Subject[],
): Omit<Reputation, "topics"> => {
  const usual = usualLevel(said, subjects);
  const own = apartFrom(said, subject.rows);
  const found = alertsOf(kind, said, subject.rows);
  const { key, name, nameZh, rows } = subject;
  return {
    ...{ kind, key, name, nameZh, usual, found },
    texts: rows.length,
    level: levelOf(sumOf(said, own), own.length, usual),
    alerts: found.length,
    apart: rows.length - own.length,
    copies: rows.filter((n) => said.copies[n] === 1).length,
    languages: textLanguages.map((_, k) => rows.filter((n) => said.languages[n] === k).length),
    ...spansOf(said, subject, subjects, usual),
    ...(kind === "film" ? byAgeOf(said, subject, subjects, usual) : { byAge: [], peers: 0 }),
    aspects: aspectsOf(said, subject, subjects),
  };
};

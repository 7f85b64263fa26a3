/**
 * What to do about how a film is spoken of.
 *
 * Delight of an aspect in a group: share of its texts on the aspect that praise it, drawn to what is usual, with its interval (reputation.ts).
 * When to speak: T(d) and S(d), the shares of films' texts and of their admissions until d days after release, each film counting once. Announce from
 * the day by which `early` of the texts before release are written, open until half of the admissions, hold until four in five, last until 19 in 20.
 * Trouble: turns and bursts (alerts.ts), and aspects whose praise fell: p₁ of the texts of the last weeks against p₀ of those before, by
 * z = (p₁ - p₀) / √(p (1 - p) (1/n₁ + 1/n₀)), p of both together.
 */
import type {
  AspectLevel,
  AttentionWeek,
  LeadQuote,
  Phase,
  Trouble,
} from "../../../shared/contract/guidance.ts";
import type { Said, SaidSubjects, ShownText } from "../../../shared/contract/said.ts";
import type { FilmDays } from "../../../shared/domain/attendance.ts";
import { type Aspect, aspects } from "../../../shared/domain/voices.ts";
import { alertsOf, isoDay } from "./alerts.ts";
import { apartFrom, levelOf, subjectsOf } from "./reputation.ts";

const day = 86_400;
const dayOf = (seconds: number): number => Math.floor(seconds / day);
const at = (column: ArrayLike<number>, n: number): number => column[n] as number;

/** Feelings about an aspect by text, where they are not mixed. */
const statedBy = (said: Said, rows: readonly number[]): Map<number, number>[] => {
  const held = new Set(rows);
  const stated = aspects.map(() => new Map<number, number>());
  const { of, aspects: which, feelings } = said.mentions;
  for (let m = 0; m < of.length; m++) {
    if (!held.has(at(of, m))) continue;
    const texts = stated[at(which, m)] as Map<number, number>;
    texts.set(at(of, m), (texts.get(at(of, m)) ?? 0) + at(feelings, m));
  }
  return stated.map((texts) => new Map([...texts].filter(([, feeling]) => feeling !== 0)));
};

/** Usual shares of praise, by aspect, over all films. */
export const usualPraise = (said: Said): number[] =>
  statedBy(
    said,
    [...said.films.keys()].filter((n) => said.films[n] !== 0),
  ).map((texts) => {
    const praised = [...texts.values()].filter((feeling) => feeling > 0).length;
    return texts.size > 0 ? praised / texts.size : 0.5;
  });

/** Best loved first, by the lower end: few texts must not win. */
export const aspectLevels = (said: Said, rows: readonly number[], usual: readonly number[]): AspectLevel[] =>
  statedBy(said, apartFrom(said, rows))
    .flatMap((texts, k) => {
      if (texts.size === 0) return [];
      const praised = [...texts.values()].filter((feeling) => feeling > 0).length;
      const level = levelOf(praised, texts.size, usual[k] as number);
      return [{ aspect: aspects[k] as Aspect, texts: texts.size, level }];
    })
    .sort((a, b) => b.level.low - a.level.low);

const surelyPraise = 0.75;
const [shortest, longest] = [20, 220];
const shownQuotes = 6;
const ofAspect = 2;

/** Texts that praise, most clearly first: neither copies nor of a campaign. */
export const praising = (said: Said, rows: readonly number[]): number[] =>
  apartFrom(said, rows)
    .filter((n) => said.copies[n] === 0 && at(said.positive, n) >= surelyPraise)
    .sort((a, b) => at(said.positive, b) - at(said.positive, a) || at(said.ids, a) - at(said.ids, b));

/** In columns: a Chinese sign says as much as two letters. */
const widthOf = (text: string): number => {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) >= 0x2e80 ? 2 : 1;
  return width;
};

/**
 * Short, without blame, rated no lower than `rated`, on what the film is loved for; few of one aspect, so that they stand for the whole.
 * `texts` come most clearly praising first.
 */
export const leadQuotes = (
  texts: readonly ShownText[],
  loved: readonly Aspect[],
  rated: number,
): LeadQuote[] => {
  const rank = (aspect: Aspect): number => {
    const place = loved.indexOf(aspect);
    return place < 0 ? loved.length : place;
  };
  const candidates = texts
    .filter(({ text, rating, mentions }) => {
      const width = widthOf(text);
      return (
        width >= shortest &&
        width <= longest &&
        (rating === null || rating >= rated) &&
        mentions.every(({ feeling }) => feeling >= 0)
      );
    })
    .map((text, order) => {
      const praised = [
        ...new Set(text.mentions.filter(({ feeling }) => feeling > 0).map(({ aspect }) => aspect)),
      ];
      return { text, order, praised: praised.sort((a, b) => rank(a) - rank(b)) };
    })
    .sort(
      (a, b) =>
        rank(a.praised[0] as Aspect) - rank(b.praised[0] as Aspect) ||
        Number(b.text.rating !== null) - Number(a.text.rating !== null) ||
        a.order - b.order,
    );
  const taken = new Map<Aspect | undefined, number>();
  return candidates
    .filter(({ praised: [first] }) => {
      const already = taken.get(first) ?? 0;
      taken.set(first, already + 1);
      return already < ofAspect;
    })
    .slice(0, shownQuotes)
    .map(({ text: { id, at: when, channel, rating, text }, praised }) => ({
      ...{ id, at: when, channel, rating, text },
      aspects: praised,
    }));
};

const [firstDay, lastDay] = [-28, 83];
const week = 7;
const early = 0.05;
const runShares = { open: 0.5, hold: 0.8, last: 0.95 } as const;
const fewestTexts = 5;

const sumOf = (of: Float64Array): number => of.reduce((sum, value) => sum + value, 0);

/** By days since release: mean over films of each film's shares. Null where no film tells. */
const meanShares = (films: readonly Map<number, number>[]): Float64Array | null => {
  if (films.length === 0) return null;
  const shares = new Float64Array(lastDay - firstDay + 1);
  for (const days of films) {
    const total = [...days.values()].reduce((sum, count) => sum + count, 0);
    for (const [since, count] of days)
      shares[since - firstDay] = at(shares, since - firstDay) + count / total / films.length;
  }
  return shares;
};

const byFilm = (
  films: ArrayLike<number>,
  sinceRelease: (row: number) => number | null,
  count: (row: number) => number,
): Map<number, Map<number, number>> => {
  const found = new Map<number, Map<number, number>>();
  for (let n = 0; n < films.length; n++) {
    const since = sinceRelease(n);
    if (since === null || since < firstDay || since > lastDay || count(n) <= 0) continue;
    const days = found.get(at(films, n)) ?? new Map<number, number>();
    found.set(at(films, n), days.set(since, (days.get(since) ?? 0) + count(n)));
  }
  return found;
};

interface Attention {
  readonly weeks: AttentionWeek[];
  /** Ends of the phases, in days since release. */
  readonly announceFrom: number;
  readonly ends: Readonly<Record<keyof typeof runShares, number>>;
}

const usualAnnouncement = -14;

export const attentionOf = (
  film: number,
  said: Said,
  known: SaidSubjects,
  attendance: FilmDays,
): Attention => {
  const released = new Map(
    known.films.flatMap(({ id, releaseDate }) =>
      releaseDate === null ? [] : [[id, dayOf(Date.parse(`${releaseDate}T00:00:00Z`) / 1000)] as const],
    ),
  );
  const since = (id: number, date: number): number | null => {
    const release = released.get(id);
    return release === undefined ? null : date - release;
  };
  const talk = byFilm(
    said.films,
    (n) => (said.bursts[n] === 0 ? since(at(said.films, n), dayOf(at(said.at, n))) : null),
    () => 1,
  );
  const seats = byFilm(
    attendance.film,
    (n) => since(at(attendance.film, n), at(attendance.day, n)),
    (n) => at(attendance.seen, n),
  );
  const total = (days: Map<number, number>): number => [...days.values()].reduce((sum, n) => sum + n, 0);
  const others = [...talk]
    .filter(([id, days]) => id !== film && total(days) >= fewestTexts)
    .map(([, days]) => days);
  const own = talk.get(film);
  const curves = {
    own: own ? meanShares([own]) : null,
    talk: meanShares(others),
    seats: meanShares([...seats.values()]),
  };
  const until = (shares: Float64Array, from: number, share: number): number => {
    const rest = shares.subarray(from - firstDay);
    const whole = sumOf(rest);
    let sum = 0;
    for (let n = 0; n < rest.length; n++) {
      sum += at(rest, n);
      if (sum >= share * whole) return from + n;
    }
    return lastDay;
  };
  const run = curves.seats ?? curves.talk ?? curves.own;
  const ahead = curves.talk?.subarray(0, -firstDay);
  const spoken = ahead?.some((share) => share > 0) ?? false;
  return {
    announceFrom: spoken && curves.talk ? Math.min(-1, aheadFrom(ahead as Float64Array)) : usualAnnouncement,
    ends: {
      open: run ? until(run, 0, runShares.open) : 13,
      hold: run ? until(run, 0, runShares.hold) : 27,
      last: run ? until(run, 0, runShares.last) : 41,
    },
    weeks: Array.from({ length: (lastDay - firstDay + 1) / week }, (_, n) => {
      const share = (shares: Float64Array | null): number | null =>
        shares === null ? null : sumOf(shares.subarray(n * week, (n + 1) * week));
      return {
        week: firstDay / week + n,
        own: share(curves.own),
        talk: share(curves.talk),
        seats: share(curves.seats),
      };
    }),
  };
};

/** The day before release by which `early` of the texts before it are written. */
const aheadFrom = (ahead: Float64Array): number => {
  const whole = sumOf(ahead);
  let sum = 0;
  const place = ahead.findIndex((share) => {
    sum += share;
    return sum >= early * whole;
  });
  return firstDay + Math.max(0, place);
};

/** Praise that is surely usual or better leads; what surely pleases fewer than most is to be answered. */
export const phasesOf = (
  { announceFrom, ends }: Pick<Attention, "announceFrom" | "ends">,
  releaseDate: string | null,
  levels: readonly AspectLevel[],
): Phase[] => {
  const release = releaseDate === null ? null : Date.parse(`${releaseDate}T00:00:00Z`) / 1000;
  const loved = levels
    .filter(({ level, texts }) => texts >= 3 && level.value >= 0.5)
    .map(({ aspect }) => aspect);
  const [worst] = levels.filter(({ level }) => level.high < 0.6).sort((a, b) => a.level.high - b.level.high);
  const date = (since: number): string | null => (release === null ? null : isoDay(release + since * day));
  const phase = (
    kind: Phase["kind"],
    fromDay: number,
    toDay: number,
    lead: Aspect | undefined,
    answers: boolean,
  ): Phase => ({
    ...{ kind, fromDay, toDay, from: date(fromDay), to: date(toDay) },
    lead: lead ?? null,
    answer: answers ? (worst?.aspect ?? null) : null,
  });
  const hold = Math.max(ends.open + 1, ends.hold);
  return [
    phase("announce", announceFrom, -1, loved[0], false),
    phase("open", 0, ends.open, loved[0], true),
    phase("hold", ends.open + 1, hold, loved[1] ?? loved[0], true),
    phase("last", hold + 1, Math.max(hold + 1, ends.last), loved[2] ?? loved[0], false),
  ];
};

const lately = 28;
const fewestMentions = 4;
const surely = -1.96;
const shownEvidence = 4;
const venueWeeks = 13;

const fallenAspects = (said: Said, rows: readonly number[]): Trouble[] => {
  const last = rows.length > 0 ? at(said.at, rows.at(-1) as number) : 0;
  const from = last - lately * day;
  return statedBy(said, rows).flatMap((texts, k): Trouble[] => {
    const part = (now: boolean) => [...texts].filter(([n]) => at(said.at, n) >= from === now);
    const [later, earlier] = [part(true), part(false)];
    if (later.length < fewestMentions || earlier.length < fewestMentions) return [];
    const praised = (of: typeof later): number => of.filter(([, feeling]) => feeling > 0).length;
    const [p1, p0] = [praised(later) / later.length, praised(earlier) / earlier.length];
    const p = (praised(later) + praised(earlier)) / (later.length + earlier.length);
    const error = Math.sqrt(p * (1 - p) * (1 / later.length + 1 / earlier.length));
    if (error === 0 || (p1 - p0) / error > surely) return [];
    const evidence = later
      .filter(([n, feeling]) => feeling < 0 && said.copies[n] === 0)
      .map(([n]) => at(said.ids, n));
    return [
      {
        ...{ kind: "aspect", at: isoDay(from), aspect: aspects[k] as Aspect, named: null },
        ...{ before: p0, after: p1, texts: later.length },
        evidence: evidence.slice(-shownEvidence).reverse(),
      },
    ];
  });
};

/** Latest first: of the film, then of venues in the last quarter. */
export const troublesOf = (said: Said, known: SaidSubjects, rows: readonly number[]): Trouble[] => {
  const own = alertsOf("film", said, rows)
    .filter(({ kind }) => kind !== "rise")
    .map(({ kind, aspects: grown, ...alert }) => ({
      ...alert,
      kind: kind as "fall" | "burst",
      aspect: grown[0] ?? null,
      named: null,
    }));
  const last = said.at.length > 0 ? at(said.at, said.at.length - 1) : 0;
  const since = isoDay(last - venueWeeks * week * day);
  const venues = subjectsOf("venue", said, known).flatMap(({ name, nameZh, rows: spoken }) =>
    alertsOf("venue", said, spoken)
      .filter((alert) => alert.kind === "fall" && alert.at >= since)
      .map(
        ({ kind: _, aspects: grown, ...alert }): Trouble => ({
          ...alert,
          kind: "venue",
          aspect: grown[0] ?? null,
          named: { name, nameZh },
        }),
      ),
  );
  return [...own, ...fallenAspects(said, apartFrom(said, rows)), ...venues].sort((a, b) =>
    a.at < b.at ? 1 : -1,
  );
};

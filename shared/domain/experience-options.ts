/**
 * What can be chosen for a film's showings, and what visits say of each choice: its effect on ratings beside an evening in the usual
 * version. Of several effects together it is Σ β_i, its variance Σ_ij V_ij.
 */
import type { ShownVersion } from "./experience.ts";
import {
  type Condition,
  type Effect,
  type ExperienceReport,
  longFrom,
  type Segment,
} from "./experience-report.ts";
import { type DayPart, dayParts } from "./slate.ts";

export interface FilmChoices {
  readonly runtime: number | null; // minutes
  readonly language: string | null;
  readonly versions: readonly ShownVersion[];
}

export interface Told {
  /** Those whose effect is known. */
  readonly conditions: readonly Condition[];
  /** Stars of the library's scale with the 95 % interval; nought where it is the reference. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface ExperienceOption extends Told {
  readonly part: DayPart;
  readonly version: ShownVersion | null;
}

/** One decision at a time; each list best first. */
export interface FilmDecisions {
  readonly hours: readonly (Told & { readonly part: DayPart })[];
  readonly versions: readonly (Told & { readonly version: ShownVersion })[];
  /** Beside the average visit; known of everybody alone. */
  readonly rooms: readonly (Told & { readonly screen: number })[];
}

const hourConditions = (part: DayPart, { runtime }: FilmChoices): readonly Condition[] => [
  ...(part === "evening" ? [] : [{ kind: "dayPart", part } as const]),
  ...(part === "morning" || part === "afternoon" ? [{ kind: "matinee" } as const] : []),
  ...(part === "late" && (runtime ?? 0) >= longFrom ? [{ kind: "longAndLate" } as const] : []),
];

const versionConditions = (version: ShownVersion, { language }: FilmChoices): readonly Condition[] => [
  { kind: "format", format: version.format },
  ...(version.subtitles === null && language !== null && version.audio !== language
    ? [{ kind: "dubbed" } as const]
    : []),
  ...(version.subtitles ? [{ kind: "subtitles", language: version.subtitles } as const] : []),
];

const isOf = (segment: Segment, effect: Effect): boolean =>
  effect.outcome === "rating" && (effect.segment?.name ?? null) === (segment?.name ?? null);

/** What is known of conditions together, of everybody (null) or of a segment. */
const teller = ({ effects, joint }: ExperienceReport, segment: Segment) => {
  const own = joint.find((each) => (each.segment?.name ?? null) === (segment?.name ?? null));
  const size = own?.conditions.length ?? 0;
  const places = new Map(own?.conditions.map((condition, at) => [JSON.stringify(condition), at]));
  const estimates = new Map(
    effects
      .filter((effect) => isOf(segment, effect))
      .map(({ condition, estimate }) => [JSON.stringify(condition), estimate]),
  );
  return (conditions: readonly Condition[]): Told => {
    const known = conditions.filter((condition) => places.has(JSON.stringify(condition)));
    const at = known.map((condition) => places.get(JSON.stringify(condition)) as number);
    const estimate = known.reduce(
      (sum, condition) => sum + (estimates.get(JSON.stringify(condition)) ?? 0),
      0,
    );
    const variance = at.reduce(
      (sum, i) => at.reduce((all, j) => all + (own?.covariance[i * size + j] as number), sum),
      0,
    );
    const half = 1.96 * Math.sqrt(Math.max(0, variance));
    return { conditions: known, estimate, low: estimate - half, high: estimate + half };
  };
};

const bestFirst = <T extends Told>(told: readonly T[]): T[] =>
  [...told].sort((a, b) => b.estimate - a.estimate);

/** Hours and versions together, of everybody. */
export const optionsOf = (report: ExperienceReport, film: FilmChoices): ExperienceOption[] => {
  const tell = teller(report, null);
  const versions: readonly (ShownVersion | null)[] = film.versions.length > 0 ? film.versions : [null];
  return bestFirst(
    dayParts.flatMap((part) =>
      versions.map((version) => ({
        part,
        version,
        ...tell([...hourConditions(part, film), ...(version ? versionConditions(version, film) : [])]),
      })),
    ),
  );
};

export const decisionsOf = (
  report: ExperienceReport,
  film: FilmChoices,
  segment: Segment = null,
): FilmDecisions => {
  const tell = teller(report, segment);
  return {
    hours: bestFirst(dayParts.map((part) => ({ part, ...tell(hourConditions(part, film)) }))),
    versions: bestFirst(
      film.versions.map((version) => ({ version, ...tell(versionConditions(version, film)) })),
    ),
    rooms: bestFirst(
      report.effects.flatMap((effect) =>
        isOf(segment, effect) && effect.condition.kind === "screen"
          ? [{ ...effect, screen: effect.condition.screen, conditions: [effect.condition] }]
          : [],
      ),
    ),
  };
};

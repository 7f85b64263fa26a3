/** What can be chosen for a film's showings, and what visits say of each choice: its effect on ratings beside an evening in the usual version. */
import type { ShownVersion } from "./experience.ts";
import { type Condition, type ExperienceReport, longFrom } from "./experience-report.ts";
import type { DayPart } from "./slate.ts";

export interface FilmChoices {
  readonly runtime: number | null; // minutes
  readonly language: string | null;
  readonly versions: readonly ShownVersion[];
}

export interface ExperienceOption {
  readonly part: DayPart;
  readonly version: ShownVersion | null;
  /** Those of its conditions whose effect is known. */
  readonly conditions: readonly Condition[];
  /** Stars of the library's scale with the 95 % interval; nought where it is the reference. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const parts: readonly DayPart[] = ["morning", "afternoon", "evening", "late"];

const conditionsOf = (
  part: DayPart,
  version: ShownVersion | null,
  { runtime, language }: FilmChoices,
): readonly Condition[] => [
  ...(part === "evening" ? [] : [{ kind: "dayPart", part } as const]),
  ...(part === "late" && (runtime ?? 0) >= longFrom ? [{ kind: "longAndLate" } as const] : []),
  ...(version ? [{ kind: "format", format: version.format } as const] : []),
  ...(version && version.subtitles === null && language !== null && version.audio !== language
    ? [{ kind: "dubbed" } as const]
    : []),
  ...(version?.subtitles ? [{ kind: "subtitles", language: version.subtitles } as const] : []),
];

/** Best first. V is the covariance of the effects β: the effect of an option is Σ β_i, its variance Σ_ij V_ij. */
export const optionsOf = (report: ExperienceReport, film: FilmChoices): ExperienceOption[] => {
  const { effects, covariance } = report;
  const size = Math.sqrt(covariance.length);
  const known = new Map(effects.slice(0, size).map(({ condition }, at) => [JSON.stringify(condition), at]));
  const versions: readonly (ShownVersion | null)[] = film.versions.length > 0 ? film.versions : [null];
  return parts
    .flatMap((part) =>
      versions.map((version) => {
        const told = conditionsOf(part, version, film).flatMap((condition) => {
          const at = known.get(JSON.stringify(condition));
          return at === undefined ? [] : [{ condition, at }];
        });
        const estimate = told.reduce((sum, { at }) => sum + (effects[at]?.estimate ?? 0), 0);
        const variance = told.reduce(
          (sum, { at: i }) =>
            told.reduce((all, { at: j }) => all + (covariance[i * size + j] as number), sum),
          0,
        );
        const half = 1.96 * Math.sqrt(Math.max(0, variance));
        return {
          part,
          version,
          conditions: told.map(({ condition }) => condition),
          estimate,
          low: estimate - half,
          high: estimate + half,
        };
      }),
    )
    .sort((a, b) => b.estimate - a.estimate);
};

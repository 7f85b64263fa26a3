/**
 * Which version of its film a showing plays: the one chosen for it, else of those that its screen can show the one that breaks least of
 * what the house's rules of versions ask there.
 *
 *   v* = argmin over v of (hard rules that v breaks, Σ prices of the other rules that v breaks), of equals the first
 *
 * Versions that break the same rules as v* are as good: any of them may play.
 */
import { type House, isVersion, type ScheduledShowing, type ShowingVersion } from "../slate.ts";
import type { ParamsOf, Rule } from "./rule.ts";
import { type ScopedFilm, scoped } from "./scope.ts";

export type VersionPlace = Pick<ScheduledShowing, "film" | "screen" | "date" | "start" | "version">;

export interface VersionWeek<V extends ShowingVersion> {
  readonly house: House;
  readonly candidates: readonly (ScopedFilm & { readonly versions?: readonly V[] | undefined })[];
  readonly rules?: readonly Rule[] | undefined;
}

/** "en" is every English: "en-GB", too. */
const isLanguage = (code: string, language: string): boolean => {
  const [of, wanted] = [code.toLowerCase(), language.toLowerCase()];
  return of === wanted || of.startsWith(`${wanted}-`);
};
export const noSubtitles = "none";

const plays = (
  { audio, subtitles }: ParamsOf<"version">,
  version: Pick<ShowingVersion, "audio" | "subtitles">,
): boolean =>
  (audio?.some((language) => isLanguage(version.audio, language)) ?? true) &&
  (subtitles?.some((language) =>
    version.subtitles === null ? language === noSubtitles : isLanguage(version.subtitles, language),
  ) ??
    true);

const asksAt = ({ from = 0, to = Number.POSITIVE_INFINITY }: ParamsOf<"version">, start: number): boolean =>
  start >= from && start < to;

/** What a rule of versions allows at a place; where nothing is known of the film's versions, anything. */
export const versionKept = (
  params: ParamsOf<"version">,
  { start }: Pick<VersionPlace, "start">,
  version: ShowingVersion | undefined,
): boolean => version === undefined || !asksAt(params, start) || plays(params, version);

/** The versions that a showing may play; none where the library knows of none that fit. */
export const versionsIn = <V extends ShowingVersion>({
  house,
  candidates,
  rules = [],
}: VersionWeek<V>): ((place: VersionPlace) => readonly (V | ShowingVersion)[]) => {
  const formats = new Map(house.screens.map((screen) => [screen.screen, screen.formats]));
  const known = new Map(candidates.map(({ film, versions = [] }) => [film, versions]));
  const asked = rules.flatMap((rule) => {
    if (rule.kind !== "version" || !rule.on) return [];
    const scope = scoped(rule.scope, house, candidates);
    return scope ? [{ scope, rule }] : [];
  });
  return (place) => {
    const versions = known.get(place.film) ?? [];
    const { version: chosen } = place;
    if (chosen) return [versions.find((version) => isVersion(version, chosen)) ?? chosen];
    const fitting = versions.filter(({ format }) => formats.get(place.screen)?.includes(format));
    const here = asked.filter(({ scope, rule }) => scope.includes(place) && asksAt(rule.params, place.start));
    if (fitting.length < 2 || here.length === 0) return fitting;
    const judged = fitting.map((version) => {
      const broken = here.filter(({ rule }) => !plays(rule.params, version)).map(({ rule }) => rule);
      return {
        version,
        broken: broken.map(({ id }) => id).join(" "),
        hard: broken.filter(({ price }) => price === null).length,
        cost: broken.reduce((sum, { price }) => sum + (price ?? 0), 0),
      };
    });
    const best = judged.reduce((a, b) => (b.hard < a.hard || (b.hard === a.hard && b.cost < a.cost) ? b : a));
    return judged.filter(({ broken }) => broken === best.broken).map(({ version }) => version);
  };
};

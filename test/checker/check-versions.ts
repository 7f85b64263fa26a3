/** Which version of its film a showing plays under a house's rules, written from docs/rules-format.md alone. */
import type { Rule } from "../../shared/domain/rules/rule.ts";
import { applies, type LengthFilm, type LengthHouse, type Shown } from "./check-lengths.ts";

export interface CheckedVersion {
  readonly format: string;
  readonly audio: string;
  readonly subtitles: string | null;
}
type VersionParams = Extract<Rule, { kind: "version" }>["params"];

const speaks = (code: string, wanted: string): boolean => {
  const rest = code.toLowerCase().startsWith(wanted.toLowerCase()) ? code.slice(wanted.length) : null;
  return rest === "" || rest?.[0] === "-";
};

/** Whether what a rule asks of a showing's version at that hour is so. */
export const inLanguages = (
  { audio, subtitles, from, to }: VersionParams,
  start: number,
  version: CheckedVersion,
): boolean => {
  if (from !== undefined && start < from) return true;
  if (to !== undefined && start >= to) return true;
  if (audio && !audio.some((wanted) => speaks(version.audio, wanted))) return false;
  if (!subtitles) return true;
  const shown = version.subtitles;
  return shown === null ? subtitles.includes("none") : subtitles.some((wanted) => speaks(shown, wanted));
};

/** Null where nothing is known of it. */
export const checkedVersion = (
  house: LengthHouse,
  films: readonly (LengthFilm & { readonly versions?: readonly CheckedVersion[] | undefined })[],
  rules: readonly Rule[],
  showing: Shown & { readonly start: number; readonly version?: CheckedVersion | undefined },
): CheckedVersion | null => {
  if (showing.version) return showing.version;
  const film = films.find((each) => each.film === showing.film);
  const room = house.screens.find(({ screen }) => screen === showing.screen);
  let best: { version: CheckedVersion; hard: number; cost: number } | null = null;
  for (const version of film?.versions ?? []) {
    if (!film || !room?.formats.includes(version.format)) continue;
    let hard = 0;
    let cost = 0;
    for (const rule of rules) {
      if (rule.kind !== "version" || !applies(rule, house, film, showing)) continue;
      if (inLanguages(rule.params, showing.start, version)) continue;
      if (rule.price === null) hard += 1;
      else cost += rule.price;
    }
    if (!best || hard < best.hard || (hard === best.hard && cost < best.cost)) best = { version, hard, cost };
  }
  return best?.version ?? null;
};

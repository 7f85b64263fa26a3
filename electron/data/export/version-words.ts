/** Which versions of a film a showing may be of: the one chosen for it, else all that fit. */
import type { PlanVersion } from "../../../shared/domain/plan-document.ts";
import { isVersion } from "../../../shared/domain/slate.ts";
import type { ShowingView } from "./plan-view.ts";
import type { ExportTexts } from "./texts.ts";

export const versionsOf = ({
  film,
  formats,
  showing: { version: chosen },
}: Pick<ShowingView, "film" | "formats" | "showing">): PlanVersion[] => {
  const versions = film.versions ?? [];
  if (!chosen) return versions.filter(({ format }) => formats.includes(format));
  const known = versions.filter((version) => isVersion(version, chosen));
  return known.length > 0 ? known : [{ ...chosen, cpl: null, contentTitle: null }];
};

/** The one value that all of them share; undefined where they differ or none is known. */
export const agreed = <K extends "audio" | "subtitles">(
  versions: readonly PlanVersion[],
  key: K,
): PlanVersion[K] | undefined => {
  const values = new Set(versions.map((version) => version[key]));
  return values.size === 1 ? versions[0]?.[key] : undefined;
};

/** "EN + nl subs / NL" */
export const spokenWords = (versions: readonly PlanVersion[], texts: ExportTexts): string =>
  [
    ...new Set(
      versions.map(({ audio, subtitles }) =>
        subtitles ? `${audio.toUpperCase()} + ${subtitles} ${texts.subtitles}` : audio.toUpperCase(),
      ),
    ),
  ].join(" / ");

/** Versions of a showing in words and facts. */
import type { PlanVersion } from "../../../shared/domain/plan-document.ts";
import type { ExportTexts } from "./texts.ts";

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

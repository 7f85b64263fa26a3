/** Which version of its film a showing plays: one of those that its screen can show, or any of those that the rules leave. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { versionsIn } from "../../../../shared/domain/rules/showing-versions.ts";
import {
  isVersion,
  type ScheduledShowing,
  type ShowingVersion,
  type WeekProblem,
} from "../../../../shared/domain/slate.ts";
import { useFormat } from "../../../ui/format.ts";

interface VersionFieldProps {
  readonly problem: WeekProblem;
  readonly showing: ScheduledShowing;
  readonly onChoose: (version: ShowingVersion | null) => void;
}

export const VersionField = ({ problem, showing, onChoose }: VersionFieldProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const { version: chosen, film, screen, locked } = showing;
  const offered = problem.candidates.find((candidate) => candidate.film === film)?.versions ?? [];
  const formats = problem.house.screens.find((each) => each.screen === screen)?.formats ?? [];
  const fitting = offered.filter((version) => formats.includes(version.format));
  // A version that was chosen stays named where its screen, or the library, no longer has it.
  const versions =
    chosen && !fitting.some((version) => isVersion(version, chosen)) ? [...fitting, chosen] : fitting;
  if (versions.length === 0) return null;
  const open = versionsIn(problem)({ ...showing, version: undefined });
  const words = ({ format: in_, audio, subtitles }: ShowingVersion): string =>
    t(subtitles === null ? "version.spoken" : "version.subtitled", {
      format: in_,
      audio: format.languageName(audio),
      subtitles: subtitles === null ? "" : format.languageName(subtitles),
    });
  return (
    <Select
      label={t("version.label")}
      description={t("version.hint")}
      allowDeselect={false}
      disabled={locked}
      value={chosen ? String(versions.findIndex((version) => isVersion(version, chosen))) : "any"}
      data={[
        {
          value: "any",
          label:
            open.length === 1 && fitting.length > 1
              ? t("version.byRule", { version: words(open[0] as ShowingVersion) })
              : t("version.any", { count: open.length }),
        },
        ...versions.map((version, at) => ({ value: String(at), label: words(version) })),
      ]}
      onChange={(at) => at !== null && onChoose(versions[Number(at)] ?? null)}
    />
  );
};

/** `concept feed`: what the audience of a segment or of a maker lacks, ranked, for those who make films. */
import type { LackedSketch } from "../../../shared/domain/lacking.ts";
import { unwrap } from "../../client/read.ts";
import { lackingTable } from "../../features/production/lacking-table.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, type Job, openToRead, segmentNamed } from "./job.ts";

const times = ({ value, low, high }: LackedSketch["draw"]): string =>
  `${value.toFixed(2)} x (${low.toFixed(2)} to ${high.toFixed(2)})`;

export const feed = async (job: Job): ReturnType<Command> => {
  await openToRead(job);
  const { clients, option, fileIfAny } = job;
  const [segmentName, studio] = [option("segment", ""), option("studio", "") || null];
  const segment = await segmentNamed(job);
  const { lacking, attention } = await unwrap((await clients.training()).lacking({ segment, studio }));
  const language = option<"en" | "zh-CN">("language", "en");
  await startI18n(language);
  const out = fileIfAny("out");
  const file =
    out === undefined
      ? null
      : await unwrap(
          clients.data.exportTable({
            document: lackingTable(makeFormat(language), lacking, segmentName || studio || ""),
            file: out,
          }),
        );
  return {
    result: { segment: segmentName || null, studio, attention, ...lacking, file: file?.path ?? null },
    summary: [
      ...lacking.traits.map(
        ({ field, value, draw, films, own, ownShare }) =>
          `${field} ${value}: draws ${times(draw)}; ${films} of ${lacking.films} films${ownShare === null ? "" : `, ${own} of ${lacking.ownFilms} own`}`,
      ),
      ...lacking.sketches.map(
        ({ traits, draw, films }) =>
          `${traits.map(({ value }) => value).join(" + ")}: draws ${times(draw)}; ${films} films have both`,
      ),
      ...(file ? [file.path] : []),
    ].join("\n"),
  };
};

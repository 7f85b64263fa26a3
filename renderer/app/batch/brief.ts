/** `voices brief`: guidance for a film and a segment, written as PDF and as a Word document. */
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import { filmDaysOf } from "../../client/talk.ts";
import { writeBrief } from "../../features/reputation/brief.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, type Job, openToRead } from "./job.ts";

const segmentNamed = async ({ clients, option }: Job): Promise<number | null> => {
  const wanted = option("segment", "");
  if (wanted === "") return null;
  const { segments } = await unwrap(clients.data.listSegments({}));
  const found = segments.find(({ name, nameZh }) => name === wanted || nameZh === wanted);
  if (found) return found.id;
  throw new Failure({
    type: "UnknownSegment",
    segment: wanted,
    known: segments.map(({ name }) => name),
  } as { type: string });
};

export const brief: Command = async (job) => {
  await openToRead(job);
  const { clients, option, fileIfAny } = job;
  const segment = await segmentNamed(job);
  const days = await filmDaysOf(clients);
  const training = await clients.training();
  const guidance = await unwrap(training.guidance({ film: option("film", 0), segment, days }));
  const language = option<"en" | "zh-CN">("language", "en");
  await startI18n(language);
  const out = fileIfAny("out");
  const files = out === undefined ? [] : await writeBrief(clients, guidance, out, makeFormat(language));
  return {
    result: { ...guidance, files: files.map(({ name, bytes }) => ({ name, bytes })) },
    summary: [
      `${guidance.name}: ${guidance.quotes.length} quotes, ${guidance.troubles.length} troubles, ${guidance.phases.map(({ kind, fromDay, toDay }) => `${kind} days ${fromDay} to ${toDay}`).join(", ")}.`,
      ...files.map(({ path }) => path),
    ].join("\n"),
  };
};

/** `voices brief`: guidance for a film and a segment, written as PDF and as a Word document. */
import { unwrap } from "../../client/read.ts";
import { filmDaysOf } from "../../client/talk.ts";
import { writeBrief } from "../../features/reputation/brief.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, openToRead, segmentNamed } from "./job.ts";

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

/** `briefing`: the week of a house in statements, each with how sure it is, its evidence and what to do; also as PDF and Word. */

import i18next from "i18next";
import { type AnyFault, Failure } from "../../../shared/domain/fault.ts";
import { gatherBriefing } from "../../client/briefing/gather.ts";
import { writeBriefing } from "../../features/briefing/write.ts";
import { missingWords } from "../../ui/briefing/briefing-document.ts";
import { statementWords } from "../../ui/briefing/statement-words.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, openToRead } from "./job.ts";
import { venueNamed } from "./venue.ts";

export const briefing: Command = async (job) => {
  await openToRead(job);
  const { clients, option, fileIfAny } = job;
  const venue = await venueNamed(job, option("venue", ""));
  const week = option("week", venue.nextWeek ?? "");
  if (week === "") throw new Failure({ type: "NoShowings", venue: venue.name } as AnyFault);
  const language = option<"en" | "zh-CN">("language", "en");
  await startI18n(language);
  const found = await gatherBriefing({ clients, venue, week }, (topic) => job.say(topic));
  const format = makeFormat(language);
  const t = i18next.getFixedT(language, "briefing");
  const words = statementWords(t, format);
  const out = fileIfAny("out");
  const files = out === undefined ? [] : await writeBriefing(clients, found, out, format);
  const told = found.statements.map((statement) => ({ ...words(statement, week), ...statement }));
  return {
    result: {
      venue: found.venue,
      week,
      statements: told,
      missing: found.missing,
      files: files.map(({ name, bytes }) => ({ name, bytes })),
    },
    summary: [
      ...told.map(({ says, sure }) => `${says} [${sure}]`),
      ...found.missing.map((each) => missingWords(t, each)),
      ...files.map(({ path }) => path),
    ].join("\n"),
  };
};

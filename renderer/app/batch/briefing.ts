/**
 * `briefing`: the week of a house in statements, each with how sure it is, its evidence and what to do; with `--of` a series, studio, venue or person in one
 * picture; also as PDF and Word.
 */

import i18next from "i18next";
import type { Venue } from "../../../shared/contract/planning.ts";
import { type AnyFault, Failure } from "../../../shared/domain/fault.ts";
import { gatherBriefing } from "../../client/briefing/gather.ts";
import { gatherPicture, type PictureKind } from "../../client/briefing/subject.ts";
import { unwrap } from "../../client/read.ts";
import { writeBriefing } from "../../features/briefing/write.ts";
import { writePicture } from "../../features/reputation/picture.ts";
import { headingsOf, missingWords } from "../../ui/briefing/briefing-document.ts";
import { statementWords } from "../../ui/briefing/statement-words.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, type Job, openToRead } from "./job.ts";
import { venueNamed } from "./venue.ts";

type Language = "en" | "zh-CN";

const nameOf = ({ id, name, nameZh }: Venue) => ({ id, name, nameZh });

const ofWeek = async (job: Job, language: Language) => {
  const { clients, option, fileIfAny } = job;
  const venue = await venueNamed(job, option("venue", ""));
  const week = option("week", venue.nextWeek ?? "");
  if (week === "") throw new Failure({ type: "NoShowings", venue: venue.name } as AnyFault);
  const found = await gatherBriefing({ clients, venue, week }, (topic) => job.say(topic));
  const out = fileIfAny("out");
  const files = out === undefined ? [] : await writeBriefing(clients, found, out, makeFormat(language));
  return { found, week, files, headings: "topics" as const, told: { venue: found.venue, week } };
};

/** Of a series, studio, venue or person, beside the week of a venue where there is one. */
const ofSubject = async (job: Job, language: Language, kind: PictureKind) => {
  const { clients, option, fileIfAny } = job;
  const key = option("key", "");
  const { venues } = await unwrap(clients.data.listVenues({}));
  const named = option("venue", "");
  const venue = venues.find(({ id, name, nextWeek }) =>
    kind === "venue" ? String(id) === key : named === "" ? nextWeek !== null : name === named,
  );
  const week = option("week", venue?.nextWeek ?? "");
  const house = venue && week !== "" ? { venue, week } : null;
  const found = await gatherPicture({ clients, kind, key, house }, (topic) => job.say(topic));
  const out = fileIfAny("out");
  const files = out === undefined ? [] : await writePicture(clients, found, out, makeFormat(language));
  const told = { subject: found.subject, venue: house && nameOf(house.venue), week: house?.week ?? null };
  return { found, week, files, headings: headingsOf(found.subject), told };
};

export const briefing: Command = async (job) => {
  await openToRead(job);
  const language = job.option<Language>("language", "en");
  await startI18n(language);
  const kind = job.option<PictureKind | "">("of", "");
  const { found, week, files, headings, told } = await (kind === ""
    ? ofWeek(job, language)
    : ofSubject(job, language, kind));
  const t = i18next.getFixedT(language, "briefing");
  const words = statementWords(t, makeFormat(language));
  const statements = found.statements.map((statement) => {
    const { whys, ...told } = words(statement, week);
    const why = (statement.why ?? []).map((each, n) => ({ says: whys[n] ?? "", ...each }));
    return { ...told, ...statement, why };
  });
  return {
    result: {
      ...told,
      statements,
      missing: found.missing,
      files: files.map(({ name, bytes }) => ({ name, bytes })),
    },
    summary: [
      ...statements.map(({ says, sure, why }) =>
        [`${says} [${sure}]`, ...why.map((each) => `  ${t("briefing:why", { reasons: each.says })}`)].join(
          "\n",
        ),
      ),
      ...found.missing.map((each) => missingWords(t, each, headings)),
      ...files.map(({ path }) => path),
    ].join("\n"),
  };
};

/**
 * `retention report`: who keeps coming, who stops and what goes with it, and how well such forecasts held; `retention campaigns`: what
 * campaigns brought; `retention plan`: whom to write to, with a control drawn by chance;
 * `retention record`: a campaign told by a file.
 */
import { usualWeeksAhead } from "../../../shared/contract/retention.ts";
import type { CampaignKind } from "../../../shared/domain/campaign.ts";
import type { Estimate, LapseReason } from "../../../shared/domain/retention.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openLibrary, openToRead, paced, seconds } from "./job.ts";

const between = ({ value, low, high }: Estimate, digits = 0): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const namedBy = ({ kind, ...its }: LapseReason): string => [kind, ...Object.values(its)].join(" ");

const telling = (job: Job) => {
  const tell = paced(job.say);
  return {
    onProgress: ({ share, secondsLeft }: { readonly share: number; readonly secondsLeft: number | null }) =>
      tell(`${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`),
  };
};

const campaigns: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const report = await unwrap(training.campaignResults({}, telling(job)));
  const { results, lesson } = report;
  return {
    result: { ...report },
    summary: [
      ...results.map(
        ({ campaign, treated, control, weeksKnown, effect, brought }) =>
          `${campaign.name}, ${campaign.sent}: ${treated ?? "few"} got it, ${control ?? "few"} held out; ${effect && brought ? `${between(effect, 2)} visits more each in ${weeksKnown} weeks, ${between(brought)} in all` : "not measured"}`,
      ),
      ...(lesson
        ? [
            `Whom it moves: Qini ${between(lesson.area.uplift, 3)} by uplift, ${between(lesson.area.risk, 3)} by risk, difference ${between(lesson.area.difference, 3)}; slope ${between(lesson.slope, 2)}.`,
          ]
        : ["No campaign with a control teaches whom to write to yet."]),
    ].join("\n"),
  };
};

const usualContacts = 500;
const usualControl = 0.2;
const header = ["member", "group", "stopped", "uplift"] as const;

const plan: Command = async (job) => {
  const name = job.option("save", "");
  await (name === "" ? openToRead(job) : openLibrary(job));
  const { data } = job.clients;
  const training = await job.clients.training();
  const cost = job.option("cost", 0);
  const weeks = job.option("weeks", 8);
  const seed = job.option("seed", 1);
  const told = await unwrap(
    training.planRetention(
      {
        contacts: job.option("contacts", usualContacts),
        cost,
        weeks,
        controlShare: job.option("control", usualControl),
        seed,
      },
      telling(job),
    ),
  );
  const { member, treated, uplift, gone, reason: _, ...summed } = told;
  const file = job.fileIfAny("out");
  if (file)
    await unwrap(
      data.exportTable({
        file,
        format: "csv",
        document: {
          title: name || "Retention",
          language: "en",
          facts: [],
          columns: header.map((key) => ({
            key,
            header: key,
            kind: key === "group" ? "text" : key === "member" ? "whole" : "number",
            width: 10,
          })),
          rows: Array.from(member, (id, at) => [
            id,
            treated[at] ? "contact" : "control",
            gone[at] as number,
            Number.isNaN(uplift[at] as number) ? null : (uplift[at] as number),
          ]),
        },
      }),
    );
  const idsOf = (side: number): number[] => [...member].filter((_id, at) => treated[at] === side);
  const saved =
    name === ""
      ? null
      : await unwrap(
          data.saveCampaign({
            name,
            kind: job.option<CampaignKind>("kind", "offer"),
            sent: job.option("sent", new Date().toISOString().slice(0, 10)),
            weeks,
            cost,
            plan: { seed, kept: told.kept },
            treated: idsOf(1),
            control: idsOf(0),
          }),
        );
  return {
    result: { ...summed, campaign: saved?.id ?? null },
    summary: [
      `${told.contacts} members to write to, ${told.control} held out, by ${told.by}, cost ${told.cost}; ${told.kept ? `${between(told.kept)} visits expected of it` : "nothing measured yet to expect visits by"}.`,
      ...told.groups.map(
        ({ reason, chosen, kept }) =>
          `  ${reason ? namedBy(reason) : "still coming"}: ${chosen ?? "few"}${kept === null ? "" : `, ${kept.toFixed(0)} visits`}`,
      ),
    ].join("\n"),
  };
};

const record: Command = async (job) => {
  await openLibrary(job);
  const { data } = job.clients;
  const lists = await unwrap(data.readCampaign({ file: job.file("from") }));
  const saved = await unwrap(
    data.saveCampaign({
      name: job.option("save", "Campaign"),
      kind: job.option<CampaignKind>("kind", "offer"),
      sent: job.option("sent", new Date().toISOString().slice(0, 10)),
      weeks: job.option("weeks", 8),
      cost: job.option("cost", 0),
      plan: null,
      ...lists,
    }),
  );
  const counts = { treated: lists.treated.length, control: lists.control.length, unknown: saved.unknown };
  return {
    result: { campaign: saved.id, ...counts },
    summary: `${counts.treated} members got it, ${counts.control} were held out; ${counts.unknown} of them are not in the library.`,
  };
};

export const retention: Command = (job) => {
  const action = job.option<string>("action", "report");
  if (action === "record") return record(job);
  return action === "plan" ? plan(job) : action === "campaigns" ? campaigns(job) : report(job);
};

const report: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const report = await unwrap(
    training.retention(
      { weeks: job.option("weeks", usualWeeksAhead), until: job.option("until", "") || null },
      telling(job),
    ),
  );
  const { everybody, validation } = report;
  return {
    result: { ...report },
    summary: [
      `${report.members} members, ${report.visits} visits in ${report.weeks} weeks, in ${seconds(report.seconds)}.`,
      `${percent(everybody.alive)} are still with the house; ${between(everybody.expected)} visits in the next ${report.ahead} weeks${everybody.value ? `, worth ${between(everybody.value)} in two years` : "; no prices are known"}.`,
      ...report.reasons.map(
        ({ reason, hazard, lapsed }) =>
          `  ${namedBy(reason)}: ${between({ value: 100 * hazard.value, low: 100 * hazard.low, high: 100 * hazard.high }, 2)} % a week, ${between(lapsed)} stopped`,
      ),
      ...(validation
        ? [
            `Held out: ${validation.holdoutWeeks} weeks from ${validation.from}, ${validation.members} members. Off by ${percent(validation.error.lapse)} over tenths (chance alone ${percent(validation.chance)}, BG/NBD ${percent(validation.error.bgNbd)}).`,
            ...validation.deciles.map(
              ({ expected, actual, bgNbd }, at) =>
                `  tenth ${at + 1}: ${between(expected)} expected, ${actual} came, BG/NBD ${bgNbd.toFixed(0)}`,
            ),
            `  not knowing how busy the house would be: ${between(validation.blind)} expected, ${validation.actual} came`,
          ]
        : ["Too few weeks to hold some out."]),
    ].join("\n"),
  };
};

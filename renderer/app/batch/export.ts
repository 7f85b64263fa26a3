/** `export`: a stored plan, or one that was exported as JSON, in the forms of the trade. */
import { type ExportForm, type ExportLanguage, exportForms } from "../../../shared/contract/export.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openToRead } from "./job.ts";

/** The plan of that id; `latest`: the last one saved, of the venue and week if they are named. */
export const storedPlanId = async ({ clients: { data }, option }: Job): Promise<string> => {
  const wanted = option("plan", "latest");
  if (wanted !== "latest") return wanted;
  const venueName = option("venue", "");
  const week = option("week", "");
  const { venues } = await unwrap(data.listVenues({}));
  const venue = venues.find(({ name, nameZh }) => name === venueName || nameZh === venueName);
  if (venueName && !venue)
    throw new Failure({
      type: "UnknownVenue",
      venue: venueName,
      known: venues.map(({ name }) => name),
    } as AnyFault);
  const { plans } = await unwrap(data.listPlans({ venue: venue?.id ?? null }));
  const [latest] = plans
    .filter((plan) => week === "" || plan.week === week)
    .sort((a, b) => b.createdAt - a.createdAt || b.version - a.version);
  if (!latest) throw new Failure({ type: "UnknownPlan" });
  return latest.id;
};

export const exportPlan: Command = async (job) => {
  const { clients, file, has, option, say } = job;
  if (has("library")) await openToRead(job);
  const source = has("library") ? { plan: await storedPlanId(job) } : { planFile: file("plan.json") };
  const forms = option("forms", exportForms.join(",")).split(",") as ExportForm[];
  const { plan, version, files } = await unwrap(
    clients.data.exportPlan(
      {
        source,
        folder: file("out"),
        forms,
        language: option<ExportLanguage>("language", "en"),
        overwrite: true,
      },
      { onProgress: ({ done, total, file: name }) => say(`${done} of ${total}: ${name}`) },
    ),
  );
  return {
    result: { plan, version, files: files.map(({ name, form, bytes }) => ({ name, form, bytes })) },
    summary: files.map(({ path }) => path).join("\n"),
  };
};

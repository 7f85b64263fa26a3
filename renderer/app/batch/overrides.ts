/** `overrides`: forecasts that were replaced and what came of them; a CSV file of more, or one taken back. */
import { type OverrideScore, scoreOf } from "../../../shared/domain/overrides.ts";
import { horizonTo, modelFigures, outlookOf } from "../../client/outlook.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openLibrary, openToRead } from "./job.ts";

/** Each is kept with what the model says of its days now. */
const take = async (job: Job): Promise<void> => {
  const { data } = job.clients;
  const { overrides } = await unwrap(data.readOverrides({ file: job.file("file") }));
  const days = await unwrap(data.attendanceDays({}));
  const last =
    overrides
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? "";
  const outlook = await outlookOf(job.clients, { days, horizon: horizonTo(days, last) });
  const cells = outlook.ok ? outlook.value.cells : [];
  await unwrap(
    data.addOverrides({
      overrides: overrides.map((override) => ({
        override,
        model: modelFigures(cells, override),
      })),
    }),
  );
};

const came = ({ override, model }: OverrideScore): string =>
  `; off by ${override.toFixed(1)} a day${model === null ? "" : `, the model by ${model.toFixed(1)}`}`;

export const overrides: Command = async (job) => {
  const remove = job.option("remove", 0);
  await (remove > 0 || job.has("file") ? openLibrary(job) : openToRead(job));
  if (remove > 0) await unwrap(job.clients.data.deleteOverride({ id: remove }));
  if (job.has("file")) await take(job);
  const kept = (await unwrap(job.clients.data.listOverrides({}))).overrides.map((override) => ({
    ...override,
    score: scoreOf(override, override.model, override.seen),
  }));
  return {
    result: { overrides: kept },
    summary: kept
      .map(
        ({ id, title, venueName, from, to, kind, value, reason, score }) =>
          `${id}. ${title}, ${venueName}, ${from} to ${to}: ${kind} ${value} (${reason})${score ? came(score) : ""}`,
      )
      .join("\n"),
  };
};

/** `what-if`: what an audience would make of a film with other traits, or of one that is only thought of. */

import type { ForecastShare } from "../../../shared/contract/what-if.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { sketchWith } from "../../../shared/domain/film-sketch.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead } from "./job.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (share: number): string =>
  `${share < 0 ? "-" : "+"}${(100 * Math.abs(share)).toFixed(1)} points`;

const inWords = ({ value, low, high, change }: ForecastShare): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)}${change ? `; ${points(change.value)} against the film as it is, ${points(change.low)} to ${points(change.high)}` : ""})`;

export const whatIf: Command = async (job) => {
  const { clients, option, say } = job;
  await openToRead(job);
  const training = await clients.training();
  const wanted = option("model", "");
  const asked = { ...(wanted ? { model: wanted } : {}), film: option<number>("film", -1) };
  const base = { ...asked, film: asked.film < 0 ? null : asked.film };
  const opened = await unwrap(
    training.openWhatIf(base, { onProgress: ({ share }) => say(`asking members: ${percent(share)}`) }),
  );
  const set = sketchWith(opened.sketch, JSON.parse(option("set", "[]")) as string[]);
  if ("bad" in set) throw new Failure(set.bad);
  const { sketch } = set;
  const { groups, nearest, strange } = await unwrap(training.whatIf({ ...base, sketch }));
  const { rows } = await unwrap(clients.data.filmTitles({ films: nearest.map(({ film }) => film) }));
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const { model, kept, cold, record, asItIs } = opened;
  const told = groups.map((forecast, at) => ({
    segment: opened.groups[at]?.segment ?? null,
    name: opened.groups[at]?.segment === null ? "everybody" : (opened.groups[at]?.name ?? ""),
    members: opened.groups[at]?.members ?? 0,
    asItIs: asItIs?.groups[at] ?? null,
    ...forecast,
  }));
  return {
    result: {
      model,
      film: base.film,
      traits: sketch,
      groups: told,
      kept,
      strange,
      nearest: nearest.map((near) => ({ ...near, title: titles.get(near.film) ?? "" })),
      coldFilms: cold,
      record,
    },
    summary: [
      ...told.map(
        ({ name, choice, like }) =>
          `${name}: ${inWords(choice)} would choose it among their next ten films; ${inWords(like)} would like it`,
      ),
      ...(kept > 0 ? [`${kept} segments: too few to tell`] : []),
      ...strange.map(
        ({ field, value }) => `No two films share the ${field} ${value}: it says nothing to the model.`,
      ),
      `Nearest: ${nearest.map(({ film }) => titles.get(film)).join(", ") || "no film"}`,
      record
        ? `Of ${record.films} films, each forecast as though nobody had rated it, the share of raters who liked it was off by ${points(record.error).slice(1)} on average; always saying the mean: ${points(record.usual).slice(1)}.`
        : "How wrong such forecasts are is not known: too few films have enough ratings.",
    ].join("\n"),
  };
};

/** `import`: a data set into a library, made if absent. */
import type { ImportProgress, ImportSummary, StagedImport } from "../../../shared/contract/import.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, paced, seconds } from "./job.ts";
import { fetchForBatch } from "./warehouse.ts";

/** Import alone may start a library. */
const openOrCreateLibrary = async (job: Job) => {
  const opened = await job.clients.data.openLibrary({ file: job.file("library") });
  if (opened.ok || opened.error.type !== "NotFound") return unwrap(Promise.resolve(opened));
  return unwrap(job.clients.data.createLibrary({ file: job.file("library") }));
};

const importSummary = (summary: ImportSummary): string =>
  `Imported in ${seconds(summary.seconds)}: ${summary.added} added, ${summary.updated} updated, ${summary.unchanged} unchanged, ${summary.repaired} repaired, ${summary.rejected} rejected. The library holds ${summary.films} films, ${summary.members} members, ${summary.interactions} interactions, ${summary.tags} tags.`;

const impliedSummary = ({ films, members }: StagedImport["implied"]): string =>
  `${films} films and ${members} members are new because rows name them.`;

const stagedSummary = ({ kinds, doubtfulFilms, implied }: StagedImport): string =>
  [
    "Nothing was changed. The import would bring:",
    ...kinds.map(
      ({ kind, read, added, changed, same, rejected }) =>
        `  ${kind}: ${read} rows read, ${added} added, ${changed} changed, ${same} the same, ${rejected} rejected`,
    ),
    ...(implied.films + implied.members > 0 ? [`  ${impliedSummary(implied)}`] : []),
    ...(doubtfulFilms > 0 ? [`  ${doubtfulFilms} films may be films that the library has.`] : []),
  ].join("\n");

const profileOf = ({ fileIfAny, option }: Job) => {
  const profileFile = fileIfAny("profile");
  const profileName = option("profile", "");
  return { ...(profileFile ? { profileFile } : {}), ...(profileName ? { profileName } : {}) };
};

export const importFiles: Command = async (job) => {
  await openOrCreateLibrary(job);
  const tell = paced(job.say);
  const warehouse = job.option("warehouse", "");
  const fetched = warehouse ? await fetchForBatch(job.clients, warehouse, tell) : null;
  const look = { file: fetched?.file ?? job.file("path"), ...profileOf(job) };
  const onProgress = ({ phase, file, rows, rowsPerSecond, secondsLeft }: ImportProgress): void =>
    tell(`${phase} ${file}: ${rows} rows, ${Math.round(rowsPerSecond)} rows/s, ${seconds(secondsLeft)} left`);
  if (job.option("dry-run", false)) {
    const staged = await unwrap(job.clients.data.stageImport(look, { onProgress }));
    await job.clients.data.discardImport({ staged: staged.staged });
    return { result: staged, summary: stagedSummary(staged) };
  }
  const summary = await unwrap(job.clients.data.importFiles(look, { onProgress }));
  const { rows, bytes, seconds: took } = fetched ?? { rows: 0, bytes: 0, seconds: 0 };
  return {
    result: fetched ? { ...summary, fetched: { rows, bytes, seconds: took } } : summary,
    summary: `${fetched ? `Fetched ${rows} rows in ${seconds(took)}.\n` : ""}${importSummary(summary)}`,
  };
};

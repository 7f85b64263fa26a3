/** The batch commands about the safety of a library file. */

import type { SalvageReport } from "../../../shared/contract/safety.ts";
import { unwrap } from "../../client/read.ts";
import { checkPlanFile } from "./check-plan.ts";
import type { Command } from "./job.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const when = (seconds: number): string => new Date(seconds * 1000).toISOString();

const backup: Command = async ({ clients: { data }, file, has, say }) => {
  await unwrap(data.openLibrary({ file: file("library") }));
  const entry = await unwrap(
    data.backUp(
      { folder: has("out") ? file("out") : null },
      { onProgress: ({ share }) => say(percent(share)) },
    ),
  );
  return { result: { ...entry }, summary: `Backed up and verified: ${entry.path}` };
};

const backups: Command = async ({ clients: { data }, file }) => {
  const list = await unwrap(data.listBackups({ file: file("library") }));
  const held = await unwrap(data.forgottenInBackups({ file: file("library") }));
  const entries = list.entries.map((entry) => {
    const found = held.backups.find(({ name }) => name === entry.name);
    return { ...entry, forgotten: found ? found.members : 0 };
  });
  const lines = entries.map(
    ({ at, reason, bytes, verified, whole, forgotten, name }) =>
      `${when(at)}  ${reason.padEnd(16)}  ${String(bytes).padStart(12)}  ${verified && whole ? "verified" : "not verified"}  ${name}${forgotten === 0 ? "" : `  holds ${forgotten ?? "perhaps"} forgotten`}`,
  );
  return { result: { ...list, entries }, summary: [list.folder, ...lines].join("\n") };
};

/** The named backup, or the newest that is verified. */
const restore: Command = async ({ clients: { data }, file, has, option, say }) => {
  const { entries } = await unwrap(data.listBackups({ file: file("library") }));
  const newest = entries.find(({ verified, whole }) => verified && whole)?.name ?? "";
  const chosen = has("from") ? { file: file("from") } : { name: option("backup", newest) };
  const { library, kept, forgotten } = await unwrap(
    data.restoreBackup(
      { file: file("library"), backup: chosen },
      { onProgress: ({ share }) => say(percent(share)) },
    ),
  );
  return {
    result: { ...library, kept, forgotten },
    summary: `Restored ${library.path}.${kept ? ` What was there is kept as ${kept.path}.` : ""}${forgotten > 0 ? ` ${forgotten} members forgotten since were forgotten again.` : ""}`,
  };
};

const check: Command = async (job) => {
  const {
    clients: { data },
    file,
    has,
  } = job;
  if (!has("library")) return checkPlanFile(job);
  const report = await unwrap(data.checkLibrary({ file: file("library") }));
  return {
    result: { ...report },
    summary: report.sound ? `No damage found in ${report.path}.` : `Damaged: ${report.findings.join("; ")}`,
  };
};

const salvageSummary = ({ out, tables, complete }: SalvageReport): string =>
  [
    complete ? `Every row was read into ${out}.` : `Not everything could be read into ${out}:`,
    ...tables.map(
      ({ table, read, refused, gaps }) => `${table}: ${read} rows, ${refused} refused, ${gaps} gaps`,
    ),
  ].join("\n");

const salvage: Command = async ({ clients: { data }, file, say }) => {
  const report = await unwrap(
    data.salvageLibrary(
      { file: file("library"), out: file("out") },
      { onProgress: ({ table, share }) => say(`${percent(share)} ${table}`) },
    ),
  );
  return { result: { ...report }, summary: salvageSummary(report) };
};

export const safetyCommands: Readonly<Record<string, Command>> = { backup, backups, restore, check, salvage };

/**
 * `forget`: one member by number, or all those a file names as their system does. `--backups` says what becomes of
 * backups that still hold them.
 */
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary } from "./job.ts";

export const forget: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const member = option("member", -1);
  const who = member >= 0 ? { members: [member] } : { keys: job.file("keys"), system: option("system", "") };
  const forgotten = await unwrap(
    clients.data.forgetMembers(who, {
      onProgress: ({ phase }) => say(phase === "removing" ? "removing rows" : "writing the file anew"),
    }),
  );
  const { members, unknown, models, erased } = forgotten;
  const how = option<string>("backups", "leave");
  const cleaned =
    how === "rewrite" || how === "delete"
      ? await unwrap(
          clients.data.cleanBackups(
            { how },
            { onProgress: ({ share }) => say(`backups: ${(100 * share).toFixed(0)} %`) },
          ),
        )
      : { rewritten: 0, deleted: 0, made: null, left: [] };
  const { backups } = await unwrap(clients.data.forgottenInBackups({ file: null }));
  const holding = backups.map(
    ({ name, members: held }) => `\nStill in the backup ${name}: ${held ?? "it cannot be read"}.`,
  );
  const rows = Object.values(forgotten.traces).reduce((sum, count) => sum + count, 0);
  const later = erased ? "" : " Another program reads the library: the last bytes go when it is next opened.";
  return {
    result: { ...forgotten, cleaned, backups },
    summary: `${members} members forgotten, ${unknown} not known, ${rows} rows removed, ${models} models marked.${later}${holding.join("")}`,
  };
};

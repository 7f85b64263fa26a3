/** `compositions`: the CPL ids of films' versions, from a file. */
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary } from "./job.ts";

export const compositions: Command = async (job) => {
  await openLibrary(job);
  const { named } = await unwrap(job.clients.data.nameCompositions({ file: job.file("file") }));
  return { result: { named }, summary: `${named} compositions named.` };
};

/** `share`: a copy of a library without its members. */
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary } from "./job.ts";

export const share: Command = async (job) => {
  await openLibrary(job);
  const { bytes } = await unwrap(
    job.clients.data.saveCopyToShare({
      file: job.file("out"),
      models: job.option<string>("models", "no") === "yes",
    }),
  );
  return { result: { bytes }, summary: `Saved a copy without members, ${bytes} bytes.` };
};

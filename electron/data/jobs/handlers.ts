/** The long work itself, wherever it runs: in the job process of the application, in the caller's own process elsewhere. */
import type { jobsContract } from "../../../shared/contract/jobs.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { importJobs } from "../import/jobs.ts";
import { rollBackJob } from "../import/rollback-job.ts";
import { saveCopy } from "../store/library.ts";

export const jobHandlers = (): Handlers<typeof jobsContract> => ({
  saveCopy: async ({ library, path }, { progress, signal }) => {
    const copied = await saveCopy(library, path, (share) => progress({ share }), signal);
    return copied.ok ? ok({}) : copied;
  },
  ...importJobs(),
  rollBackImport: rollBackJob,
});

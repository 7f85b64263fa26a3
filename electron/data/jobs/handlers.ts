/** The long work itself, wherever it runs: in the job process of the application, in the caller's own process elsewhere. */
import type { jobsContract } from "../../../shared/contract/jobs.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import type { ImportOptions } from "../import/imports.ts";
import { importJobs } from "../import/jobs.ts";
import { rollBackJob } from "../import/rollback-job.ts";
import { warehouseJobHandlers } from "../import/tables/warehouse/jobs.ts";
import { eraseFreed } from "../privacy/erase.ts";
import { forgetMembers } from "../privacy/forget.ts";
import { countForgotten, forgetAgain } from "../privacy/forget-again.ts";
import { saveCopyToShare } from "../privacy/share.ts";
import { configure, connectTo, saveCopy } from "../store/library.ts";

export const jobHandlers = (
  importing: Pick<ImportOptions, "runRows"> = {},
): Handlers<typeof jobsContract> => ({
  ping: () => ok({}),
  saveCopy: async ({ library, path }, { progress, signal }) => {
    const copied = await saveCopy(library, path, (share) => progress({ share }), signal);
    return copied.ok ? ok({}) : copied;
  },
  ...importJobs(importing),
  rollBackImport: rollBackJob,
  ...warehouseJobHandlers(),
  forgetMembers: async ({ library, members }, { progress }) => {
    const db = connectTo(library, { fileMustExist: true });
    try {
      configure(db);
      return ok(await forgetMembers(db, members, (phase) => progress({ phase })));
    } finally {
      db.close();
    }
  },
  countForgotten: async ({ paths, forgotten }, { signal }) => {
    const members: (number | null)[] = [];
    for (const path of paths) {
      members.push(countForgotten(path, forgotten));
      await breathe();
      signal.throwIfAborted();
    }
    return ok({ members });
  },
  forgetAgain: ({ path, forgotten, migrations }, { progress }) =>
    forgetAgain(path, forgotten, migrations, (phase) => progress({ phase })),
  eraseFreed: ({ library }) => {
    const db = connectTo(library, { fileMustExist: true });
    try {
      configure(db);
      return ok({ erased: eraseFreed(db) });
    } finally {
      db.close();
    }
  },
  saveCopyToShare: ({ library, path, models }, { progress, signal }) =>
    saveCopyToShare(library, path, models, (share) => progress({ share }), signal),
});

/** Imports in the job process: each look at a library through a connection of its own. */
import { basename } from "node:path";
import type { jobsContract } from "../../../shared/contract/jobs.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { type Library, openWriter } from "../store/library.ts";
import { fixRows } from "./fixes/fix-rows.ts";
import {
  applyStaged,
  asImportFailure,
  type ImportOptions,
  preview,
  stageSource,
  tryTable,
} from "./imports.ts";
import { rowsToFix } from "./quarantine.ts";
import type { FixedRow, Staged } from "./staging/stage.ts";

const withLibrary = async <T>(path: string, use: (library: Library) => Promise<T>): Promise<T> => {
  const db = openWriter({ path });
  try {
    return await use({ path, name: basename(path), db, readOnly: false });
  } finally {
    db.close();
  }
};

const nothingRead = { phase: "reading", rows: 0, totalRows: 1, rowsPerSecond: 0, secondsLeft: 0 } as const;

type ImportJobs = Pick<
  Handlers<typeof jobsContract>,
  "previewImport" | "tryMapping" | "stageImport" | "applyImport" | "discardImport" | "fixQuarantined"
>;

export const importJobs = ({ runRows }: Pick<ImportOptions, "runRows">): ImportJobs => {
  const stagings = new Map<string, Staged>();
  return {
    previewImport: async ({ library, ...look }, { progress }) => {
      const opening = (file: string): void => progress({ file });
      try {
        return library === null
          ? await preview(null, look, { opening })
          : await withLibrary(library, (opened) => preview(opened, look, { opening }));
      } catch (error) {
        return asImportFailure(error);
      }
    },
    tryMapping: ({ path, table, mapping }) => tryTable(path, table, mapping),
    stageImport: async ({ library, identifiers: sealing, ...told }, { progress, signal }) => {
      const identifiers = sealing && { library: sealing.library, key: Buffer.from(sealing.key, "base64") };
      const wish = { ...told, identifiers };
      try {
        return await withLibrary(library, async (opened) => {
          const opening = (file: string): void => progress({ ...nothingRead, file });
          const staged = await stageSource(opened, wish, { progress, signal, opening, runRows });
          if (!staged.ok) return staged;
          stagings.set(staged.value.id, staged.value);
          return ok(staged.value.counts);
        });
      } catch (error) {
        return asImportFailure(error);
      }
    },
    applyImport: async ({ staged: id }, { progress, signal }) => {
      const staged = stagings.get(id);
      if (!staged) return err({ type: "NotFound" });
      try {
        return await applyStaged(staged, { progress, signal });
      } catch (error) {
        return asImportFailure(error);
      } finally {
        stagings.delete(id);
        staged.close();
      }
    },
    fixQuarantined: async ({ library, wanted }, { progress, signal }) => {
      try {
        return await withLibrary(library, (opened) =>
          fixRows(opened, rowsToFix(opened.db, wanted) as FixedRow[], { progress, signal }),
        );
      } catch (error) {
        return asImportFailure(error);
      }
    },
    discardImport: ({ staged: id }) => {
      stagings.get(id)?.close();
      stagings.delete(id);
      return ok({});
    },
  };
};

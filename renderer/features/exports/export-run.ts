/** The export in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { ExportedFile, ExportForm, ExportLanguage } from "../../../shared/contract/export.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export interface ExportOrder {
  readonly plan: string;
  /** Token of the folder, and the path the user knows it by. */
  readonly folder: { readonly file: string; readonly path: string };
  readonly forms: readonly ExportForm[];
  readonly language: ExportLanguage;
  readonly overwrite: boolean;
}

export interface ExportState {
  readonly running: ExportOrder | null;
  readonly progress: { readonly done: number; readonly total: number; readonly file: string } | null;
  readonly cancel: () => void;
  readonly failed: { readonly order: ExportOrder; readonly fault: AnyFault } | null;
  readonly written: { readonly order: ExportOrder; readonly files: readonly ExportedFile[] } | null;
}

const idle: ExportState = { running: null, progress: null, cancel: () => {}, failed: null, written: null };
const exporting = makeStore<ExportState>(idle);
export const useExport = (): ExportState => useStore(exporting);
export const forgetFailure = (): void => exporting.set({ ...exporting.get(), failed: null });

export const startExport = async ({ data }: Clients, order: ExportOrder, label: string): Promise<void> => {
  if (exporting.get().running) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  exporting.set({ ...idle, running: order, cancel });
  const { plan, folder, forms, language, overwrite } = order;
  try {
    const { files } = await unwrap(
      data.exportPlan(
        { source: { plan }, folder: folder.file, forms: [...forms], language, overwrite },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            exporting.set({ ...exporting.get(), progress });
            work.update({ share: progress.total > 0 ? progress.done / progress.total : null });
          },
        },
      ),
    );
    exporting.set({ ...idle, written: { order, files } });
  } catch (error) {
    const fault = faultOf(error);
    exporting.set({ ...idle, failed: fault.type === "Cancelled" ? null : { order, fault } });
  } finally {
    work.end();
  }
};

/** Choose, look, commit, report. Outlives the page, so that an import goes on while the user works elsewhere. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ImportPreview, ImportProgress, ImportSummary } from "../../../shared/contract/import.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export interface Source {
  readonly file: string;
  readonly name: string;
}

export type ImportState =
  | { readonly step: "choose"; readonly fault: AnyFault | null; readonly cancelled: boolean }
  | { readonly step: "looking"; readonly source: Source }
  | { readonly step: "preview"; readonly source: Source; readonly preview: ImportPreview }
  | {
      readonly step: "importing";
      readonly source: Source;
      readonly progress: ImportProgress | null;
      readonly cancel: () => void;
    }
  | { readonly step: "done"; readonly source: Source; readonly summary: ImportSummary };

const start: ImportState = { step: "choose", fault: null, cancelled: false };
const state = makeStore<ImportState>(start);

export const useImportFlow = () => {
  const { t } = useTranslation("import");
  const { data, host } = useClients();
  const queries = useQueryClient();
  const current = useStore(state);
  const actions = useMemo(() => {
    const look = async (source: Source): Promise<void> => {
      if (state.get().step === "importing") return;
      state.set({ step: "looking", source });
      const preview = await data.previewImport({ file: source.file });
      state.set(
        preview.ok
          ? { step: "preview", source, preview: preview.value }
          : { step: "choose", fault: preview.error, cancelled: false },
      );
    };
    return {
      look,
      choose: async (purpose: "importFile" | "importFolder") => {
        const chosen = await host.chooseFile({ purpose, suggestedName: "" });
        if (chosen.ok && chosen.value) await look(chosen.value);
      },
      startAgain: () => state.set(start),
      commit: async (source: Source) => {
        const controller = new AbortController();
        const cancel = (): void => controller.abort();
        const work = startWork(t("importing", { name: source.name }), cancel);
        state.set({ step: "importing", source, progress: null, cancel });
        const summary = await data.importFiles(
          { file: source.file },
          {
            signal: controller.signal,
            onProgress: (progress) => {
              const { rows, totalRows, secondsLeft } = progress;
              work.update({ share: totalRows > 0 ? Math.min(1, rows / totalRows) : null, secondsLeft });
              state.set({ step: "importing", source, progress, cancel });
            },
          },
        );
        work.end();
        if (summary.ok) {
          state.set({ step: "done", source, summary: summary.value });
          await refreshLibrary(queries);
        } else if (summary.error.type === "Cancelled") {
          state.set({ step: "choose", fault: null, cancelled: true });
        } else state.set({ step: "choose", fault: summary.error, cancelled: false });
      },
    };
  }, [t, data, host, queries]);
  return { state: current, ...actions };
};

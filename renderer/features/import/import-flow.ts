/**
 * Choose, look, map, check, apply, report. Outlives the page, so that an import goes on while the user works elsewhere.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type {
  ImportPreview,
  ImportProgress,
  ImportSummary,
  StagedImport,
} from "../../../shared/contract/import.ts";
import type { FormOverride } from "../../../shared/contract/import-forms.ts";
import type { Profile, TableMapping } from "../../../shared/contract/import-mapping.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export interface Source {
  readonly file: string;
  readonly name: string;
}

/** A source being mapped: what was recognised, and what the user has made of it. */
export interface Draft {
  readonly source: Source;
  readonly preview: ImportPreview;
  readonly system: string;
  /** One a table of the preview; null leaves it out. */
  readonly mappings: readonly (TableMapping | null)[];
  readonly overrides: Readonly<Record<string, FormOverride>>;
  readonly profile: string | null;
}

export type ImportState =
  | { readonly step: "choose"; readonly fault: AnyFault | null; readonly cancelled: boolean }
  | { readonly step: "looking"; readonly source: Source }
  | {
      readonly step: "mapping";
      readonly draft: Draft;
      readonly busy: boolean;
      readonly fault: AnyFault | null;
    }
  | {
      readonly step: "working";
      readonly source: Source;
      readonly doing: "checking" | "applying";
      readonly progress: ImportProgress | null;
      readonly cancel: () => void;
    }
  | { readonly step: "checked"; readonly draft: Draft; readonly staged: StagedImport }
  | { readonly step: "done"; readonly source: Source; readonly summary: ImportSummary };

const start: ImportState = { step: "choose", fault: null, cancelled: false };
const cancelled: ImportState = { step: "choose", fault: null, cancelled: true };
const state = makeStore<ImportState>(start);

/** The mapping as it was before each change, for undo; gone with the draft. */
const past = makeStore<readonly Draft[]>([]);
const future = makeStore<readonly Draft[]>([]);
const forgetEdits = (): void => {
  past.set([]);
  future.set([]);
};

export const useMappingHistory = () => ({ past: useStore(past), future: useStore(future) });

const draftOf = (source: Source, preview: ImportPreview): Draft => ({
  source,
  preview,
  system: preview.system,
  mappings: preview.tables.map(({ mapping }) => mapping),
  overrides: {},
  profile: null,
});

export const sourceOf = (current: ImportState): Source | null => {
  if (current.step === "choose") return null;
  return current.step === "mapping" || current.step === "checked" ? current.draft.source : current.source;
};

const chosenTables = ({ preview, mappings, overrides }: Draft): TableMapping[] =>
  mappings.flatMap((mapping, at) => {
    const form = overrides[preview.tables[at]?.name ?? ""];
    return mapping ? [form ? { ...mapping, form } : mapping] : [];
  });

/** Numbers in a file's name are usually its month: next time they are others. */
const anyNumber = (name: string): string => name.replaceAll(/\d+/g, "*");
const isNumbered = (columns: readonly string[]): boolean =>
  columns.every((name, at) => name === String(at + 1));

/** The draft's mapping as a profile: tables are known again by their columns, nameless ones by the file's name. */
export const profileOf = (draft: Draft, name: string): Profile => {
  const tables = chosenTables(draft).map((table) => ({
    ...table,
    match: {
      ...table.match,
      name: isNumbered(table.match.columns) ? anyNumber(table.match.name) : "*",
    },
  }));
  const distinct = new Map(tables.map((table) => [JSON.stringify(table), table]));
  return { name, system: draft.system, tables: [...distinct.values()] };
};

export const useImportFlow = () => {
  const { t } = useTranslation("import");
  const { data, host } = useClients();
  const queries = useQueryClient();
  const current = useStore(state);
  const actions = useMemo(() => {
    const running = (): boolean => state.get().step === "working";

    const look = async (source: Source, profile?: Profile): Promise<void> => {
      if (running()) return;
      forgetEdits();
      state.set({ step: "looking", source });
      const preview = await data.previewImport({ file: source.file, ...(profile ? { profile } : {}) });
      if (state.get().step !== "looking") return;
      state.set(
        preview.ok
          ? {
              step: "mapping",
              draft: { ...draftOf(source, preview.value), profile: profile?.name ?? null },
              busy: false,
              fault: null,
            }
          : { step: "choose", fault: preview.error, cancelled: false },
      );
    };

    /** Shows the draft changed by hand; undo brings the one before back. */
    const edit = (change: (draft: Draft) => Draft): void => {
      const now = state.get();
      if (now.step !== "mapping") return;
      past.set([...past.get(), now.draft]);
      future.set([]);
      state.set({ ...now, draft: change(now.draft) });
    };
    const step = (from: typeof past, to: typeof past): void => {
      const now = state.get();
      const draft = from.get().at(-1);
      if (now.step !== "mapping" || !draft) return;
      from.set(from.get().slice(0, -1));
      to.set([...to.get(), now.draft]);
      state.set({ ...now, draft });
    };

    /** Cuts a table into rows in another way: it is read and guessed again, the others stay as they are. */
    const override = async (name: string, form: FormOverride): Promise<void> => {
      const before = state.get();
      if (before.step !== "mapping") return;
      const overrides = { ...before.draft.overrides, [name]: form };
      state.set({ ...before, busy: true });
      const preview = await data.previewImport({ file: before.draft.source.file, overrides });
      const now = state.get();
      if (now.step !== "mapping" || now.draft.source.file !== before.draft.source.file) return;
      if (!preview.ok) return state.set({ ...now, busy: false, fault: preview.error });
      const { tables } = preview.value;
      const known = (table: string): number =>
        now.draft.preview.tables.findIndex((other) => other.name === table);
      past.set([...past.get(), now.draft]);
      future.set([]);
      state.set({
        step: "mapping",
        busy: false,
        fault: null,
        draft: {
          ...now.draft,
          preview: preview.value,
          overrides,
          mappings: tables.map((table) =>
            table.name === name || known(table.name) < 0
              ? table.mapping
              : (now.draft.mappings[known(table.name)] ?? null),
          ),
        },
      });
    };

    /** Runs a piece of long work with its progress in the window's status bar and taskbar. */
    const working = async <T>(
      source: Source,
      doing: "checking" | "applying",
      work: (options: { signal: AbortSignal; onProgress: (progress: ImportProgress) => void }) => Promise<T>,
    ): Promise<T> => {
      const controller = new AbortController();
      const cancel = (): void => controller.abort();
      const shown = startWork(t(doing, { name: source.name }), cancel);
      state.set({ step: "working", source, doing, progress: null, cancel });
      const answer = await work({
        signal: controller.signal,
        onProgress: (progress) => {
          const { rows, totalRows, secondsLeft } = progress;
          shown.update({ share: totalRows > 0 ? Math.min(1, rows / totalRows) : null, secondsLeft });
          state.set({ step: "working", source, doing, progress, cancel });
        },
      });
      shown.end();
      return answer;
    };

    const failed = (fault: AnyFault, draft: Draft): void =>
      state.set({ step: "mapping", draft, busy: false, fault: fault.type === "Cancelled" ? null : fault });

    const apply = async (draft: Draft, staged: StagedImport): Promise<void> => {
      const { source } = draft;
      const summary = await working(source, "applying", (options) =>
        data.applyImport({ staged: staged.staged }, options),
      );
      if (!summary.ok) {
        if (summary.error.type === "Cancelled") return state.set(cancelled);
        return failed(summary.error, draft);
      }
      forgetEdits();
      state.set({ step: "done", source, summary: summary.value });
      await refreshLibrary(queries);
    };

    /** Compares with the library; where nothing it holds would change, `atOnce` takes it in without asking again. */
    const check = async (draft: Draft, { atOnce }: { readonly atOnce: boolean }): Promise<void> => {
      const { source, system } = draft;
      const staged = await working(source, "checking", (options) =>
        data.stageImport({ file: source.file, system, tables: chosenTables(draft) }, options),
      );
      if (!staged.ok) {
        if (staged.error.type === "Cancelled" && atOnce) return state.set(cancelled);
        return failed(staged.error, draft);
      }
      const quiet =
        staged.value.kinds.every(({ changed }) => changed === 0) && staged.value.doubtfulFilms === 0;
      if (atOnce && quiet) return apply(draft, staged.value);
      state.set({ step: "checked", draft, staged: staged.value });
    };

    return {
      look,
      edit,
      override,
      check,
      apply,
      undoEdit: () => step(past, future),
      redoEdit: () => step(future, past),
      /** Back to the mapping, and what was staged is thrown away. */
      discard: (draft: Draft, { staged }: StagedImport): void => {
        void data.discardImport({ staged });
        state.set({ step: "mapping", draft, busy: false, fault: null });
      },
      choose: async (purpose: "importFile" | "importFolder", profile?: Profile) => {
        const chosen = await host.chooseFile({ purpose, suggestedName: "" });
        if (chosen.ok && chosen.value) await look(chosen.value, profile);
      },
      startAgain: () => {
        const now = state.get();
        if (now.step === "checked") void data.discardImport({ staged: now.staged.staged });
        forgetEdits();
        state.set(start);
      },
    };
  }, [t, data, host, queries]);
  return { state: current, ...actions };
};

export type ImportFlow = ReturnType<typeof useImportFlow>;

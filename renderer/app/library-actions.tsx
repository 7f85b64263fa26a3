/** What can be done with library files; every way (menu, palette, button, drop, start) comes through here. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { LibraryInfo } from "../../shared/contract/library.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { useClients } from "../client/context.tsx";
import { makeStore, type Store } from "../client/store.ts";
import { startWork } from "../client/work.ts";
import { readFirstFilms } from "../features/library/film-list.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { forgetPosters } from "../ui/poster.tsx";
import { hasChoice, notOpenedStore } from "./opening.ts";

interface LibraryFile {
  readonly file: string;
  readonly name: string;
}

export interface OpenWish {
  readonly readOnly?: boolean;
  readonly withoutBackup?: boolean;
}

export interface LibraryActions {
  newLibrary(): Promise<void>;
  openLibrary(): Promise<void>;
  openFile(library: LibraryFile, wish?: OpenWish): Promise<void>;
  /** A library that the data service wrote, by its path. */
  openPath(path: string): Promise<void>;
  /** Puts a backup in the place of a library that does not open; what went wrong, if anything. */
  restore(library: LibraryFile, backup: string): Promise<AnyFault | null>;
  /** The open library once more, after its disk came back. */
  reopen(): Promise<void>;
  /** The choices for damage that was found in the open library. */
  chooseForDamaged(detail: string): Promise<void>;
  leaveAlone(): Promise<void>;
  toSafety(): void;
  openSample(): Promise<void>;
  saveCopy(): Promise<void>;
  reveal(): void;
  closeLibrary(): Promise<void>;
}

/** The seed every computer's sample library is made with: all of them are equal. */
const sampleSeed = 1;
/** What does not belong to the library that was open, or is set when another opens. */
const keptKeys = ["preferences", "library"];
const openFileStore: Store<LibraryFile | null> = makeStore<LibraryFile | null>(null);
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const useMakeActions = (): LibraryActions => {
  const { t } = useTranslation(["app", "safety"]);
  const { data, host } = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const wordsOf = useFaultWords();

  return useMemo(() => {
    const showFault = (fault: AnyFault): void => {
      if (fault.type === "Cancelled") return;
      const { what, why, remedy } = wordsOf(fault);
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red", autoClose: false });
    };
    const forget = (): void => {
      void queries.resetQueries({ predicate: ({ queryKey }) => !keptKeys.includes(String(queryKey[0])) });
      forgetPosters();
    };
    /** Shows what was opened; only then is it remembered, so that a recent library is one that opens. */
    const show = async (opened: Result<LibraryInfo, AnyFault>, library: LibraryFile): Promise<void> => {
      if (!opened.ok) {
        if (!hasChoice(opened.error)) return showFault(opened.error);
        notOpenedStore.set({ ...library, fault: opened.error });
        await navigate("/not-opened");
        // The page must know where it is before it is asked whether it needs a library.
        return afterPaint();
      }
      notOpenedStore.set(null);
      forget();
      openFileStore.set(library);
      await readFirstFilms(queries, data);
      queries.setQueryData(["library"], opened.value);
      await navigate("/library");
      await afterPaint();
      await host.noteLibrary({ library });
      void queries.invalidateQueries({ queryKey: ["preferences", "recent"] });
    };
    const choose = async (purpose: "openLibrary" | "newLibrary" | "saveCopy", suggestedName: string) => {
      const chosen = await host.chooseFile({ purpose, suggestedName });
      return chosen.ok ? chosen.value : null;
    };
    const openFile = async ({ file, name }: LibraryFile, wish: OpenWish = {}): Promise<void> =>
      show(await data.openLibrary({ file, ...wish }), { file, name });

    return {
      openFile,
      openPath: async (path) => {
        const found = await host.libraryAt({ path });
        if (found.ok && found.value) await openFile(found.value);
      },
      restore: async (library, backup) => {
        const controller = new AbortController();
        const work = startWork(t("safety:restore.running"), () => controller.abort());
        const restored = await data.restoreBackup(
          { file: library.file, backup: { name: backup } },
          { signal: controller.signal, onProgress: ({ share }) => work.update({ share }) },
        );
        work.end();
        if (!restored.ok) return restored.error.type === "Cancelled" ? null : restored.error;
        await show(ok(restored.value.library), library);
        notifications.show({ message: t("safety:restore.done") });
        return null;
      },
      reopen: async () => {
        const library = openFileStore.get();
        if (library) await openFile(library);
      },
      chooseForDamaged: async (detail) => {
        const library = openFileStore.get();
        if (!library) return;
        notOpenedStore.set({ ...library, fault: { type: "Damaged", detail } as AnyFault });
        await navigate("/not-opened");
      },
      leaveAlone: async () => {
        notOpenedStore.set(null);
        await navigate(openFileStore.get() ? "/library" : "/welcome");
      },
      toSafety: () => void navigate("/settings"),
      openLibrary: async () => {
        const chosen = await choose("openLibrary", "");
        if (chosen) await openFile(chosen);
      },
      newLibrary: async () => {
        const chosen = await choose("newLibrary", t("library.newName"));
        if (chosen) await show(await data.createLibrary({ file: chosen.file }), chosen);
      },
      openSample: async () => {
        const sample = await host.sampleLibrary({});
        if (!sample.ok) return;
        if (sample.value.exists) return openFile(sample.value);
        const controller = new AbortController();
        const work = startWork(t("library.makingSample"), () => controller.abort());
        const made = await data.createSample(
          { file: sample.value.file, seed: sampleSeed },
          { signal: controller.signal, onProgress: ({ share }) => work.update({ share }) },
        );
        work.end();
        await show(made, sample.value);
      },
      saveCopy: async () => {
        const name = openFileStore.get()?.name ?? "";
        const chosen = await choose("saveCopy", t("library.copyName", { name }));
        if (!chosen) return;
        const controller = new AbortController();
        const work = startWork(t("library.copying"), () => controller.abort());
        const copied = await data.saveCopy(
          { file: chosen.file },
          { signal: controller.signal, onProgress: ({ share }) => work.update({ share }) },
        );
        work.end();
        if (!copied.ok) showFault(copied.error);
        else notifications.show({ message: t("library.copied", { path: chosen.path }) });
      },
      reveal: () => {
        const library = openFileStore.get();
        if (library) void host.reveal({ file: library.file, name: null });
      },
      closeLibrary: async () => {
        const closed = await data.closeLibrary({});
        if (!closed.ok) return showFault(closed.error);
        forget();
        openFileStore.set(null);
        queries.setQueryData(["library"], null);
        await host.noteLibrary({ library: null });
        await navigate("/welcome");
      },
    };
  }, [t, data, host, queries, navigate, wordsOf]);
};

const ActionsContext = createContext<LibraryActions | null>(null);

export const LibraryActionsProvider = ({ children }: { readonly children: ReactNode }) => (
  <ActionsContext.Provider value={useMakeActions()}>{children}</ActionsContext.Provider>
);

export const useLibraryActions = (): LibraryActions => {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error("useLibraryActions outside LibraryActionsProvider");
  return actions;
};

/** The commands that are always there, in groups of the palette. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Command } from "../client/commands.ts";
import { useLibrary } from "../client/library.ts";
import { usePreferences } from "../client/preferences.ts";
import { redo, undo } from "../client/undo.ts";
import { useLibraryActions } from "./library-actions.tsx";
import { tasks } from "./tasks.ts";

export interface CommandGroup {
  readonly id: string;
  readonly commands: readonly Command[];
}

export const useShellCommands = (): readonly CommandGroup[] => {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const actions = useLibraryActions();
  const open = Boolean(useLibrary());
  const { change } = usePreferences();
  return useMemo(() => {
    const command = (id: string, run: () => unknown, keys?: string, enabled = true): Command => ({
      id,
      label: t(`commands.${id}`),
      enabled,
      run: () => void run(),
      ...(keys ? { keys } : {}),
    });
    return [
      {
        id: "go",
        commands: tasks.map(({ id, path, keys, always = false }) => ({
          id: `go.${id}`,
          label: t(`tasks.${id}`),
          enabled: open || always,
          run: () => void navigate(path),
          ...(keys ? { keys } : {}),
        })),
      },
      {
        id: "library",
        commands: [
          command("newLibrary", actions.newLibrary, "Ctrl+N"),
          command("openLibrary", actions.openLibrary, "Ctrl+O"),
          command("openSample", actions.openSample),
          command("saveCopy", actions.saveCopy, "Ctrl+Shift+S", open),
          command("reveal", actions.reveal, undefined, open),
          command("closeLibrary", actions.closeLibrary, "Ctrl+W", open),
        ],
      },
      { id: "edit", commands: [command("undo", undo, "Ctrl+Z"), command("redo", redo, "Ctrl+Shift+Z")] },
      {
        id: "look",
        commands: [
          command("themeSystem", () => change({ theme: "system" })),
          command("themeLight", () => change({ theme: "light" })),
          command("themeDark", () => change({ theme: "dark" })),
          command("languageEn", () => change({ language: "en" })),
          command("languageZh", () => change({ language: "zh-CN" })),
        ],
      },
    ];
  }, [t, navigate, actions, open, change]);
};

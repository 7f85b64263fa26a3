/** Menu choices, files handed over by the system, and the keys of the navigation. */
import { spotlight } from "@mantine/spotlight";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { HostEvent } from "../../shared/contract/host.ts";
import { useClients } from "../client/context.tsx";
import { redo, undo } from "../client/undo.ts";
import { useLibraryActions } from "./library-actions.tsx";
import { tasks } from "./tasks.ts";

export const HostEvents = () => {
  const { host } = useClients();
  const navigate = useNavigate();
  const actions = useLibraryActions();

  const onEvent = (event: HostEvent): void => {
    if (event.type === "openLibrary") void actions.openFile(event);
    if (event.type !== "menu") return;
    switch (event.command) {
      case "newLibrary":
      case "openLibrary":
      case "openSample":
      case "saveCopy":
      case "closeLibrary":
        void actions[event.command]();
        break;
      case "import":
        void navigate("/import");
        break;
      case "export":
        void navigate("/exports");
        break;
      case "settings":
      case "about":
        void navigate("/settings");
        break;
      case "undo":
        undo();
        break;
      case "redo":
        redo();
        break;
      case "palette":
        spotlight.open();
    }
  };
  const latest = useRef(onEvent);
  latest.current = onEvent;

  useEffect(() => {
    const controller = new AbortController();
    void host.watch({}, { signal: controller.signal, onProgress: (event) => latest.current(event) });
    return () => controller.abort();
  }, [host]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const task = tasks.find(({ keys }) => keys === `Ctrl+${event.key}`);
      if (!task) return;
      event.preventDefault();
      void navigate(task.path);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [navigate]);
  return null;
};

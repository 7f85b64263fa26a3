/** What this window was opened for. */
import { createContext, useContext } from "react";
import type { Task } from "../../shared/contract/host.ts";

type WindowTask = Extract<Task, { type: "window" }>;
export const TaskContext = createContext<WindowTask>({ type: "window", library: null });
export const useWindowTask = (): WindowTask => useContext(TaskContext);

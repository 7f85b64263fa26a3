/** Commands of the page in view: the palette lists them beside the commands of the shell. */
import { useEffect } from "react";
import { makeStore, useStore } from "./store.ts";

export interface Command {
  /** Unique, for example "schedule.plan". */
  readonly id: string;
  readonly label: string;
  /** Keys as shown, for example "Ctrl+Enter". Informative: whoever offers the command listens for them. */
  readonly keys?: string;
  readonly enabled?: boolean;
  run(): void;
}

const offered = makeStore<readonly (readonly Command[])[]>([]);

/** Offers commands for as long as the component is on screen. */
export const useCommands = (commands: readonly Command[]): void => {
  useEffect(() => {
    offered.set([...offered.get(), commands]);
    return () => offered.set(offered.get().filter((other) => other !== commands));
  }, [commands]);
};

export const useOfferedCommands = (): readonly Command[] => useStore(offered).flat();

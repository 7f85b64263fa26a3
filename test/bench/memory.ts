/** The memory of a started application's Node processes, as Linux keeps it: each one's highest resident set. */
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly parent: number;
  readonly command: string;
  readonly peakMiB: number;
}

const processes = (): ReadonlyMap<number, Process> => {
  const found = new Map<number, Process>();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name))
      try {
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        const number = (key: string): number =>
          Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
        found.set(Number(name), { parent: number("PPid"), command, peakMiB: number("VmHWM") / 1024 });
      } catch {
        // It ended meanwhile.
      }
  return found;
};

/** `end` gives the most that one of the processes below `pid` that run Node (data service, jobs) held; null where it cannot be told. */
export const watchMemory = (pid: number): { readonly end: () => number | null } => {
  if (process.platform !== "linux") return { end: () => null };
  let most = 0;
  const look = (): void => {
    const all = processes();
    const isBelow = (of: Process | undefined): boolean =>
      of !== undefined && (of.parent === pid || isBelow(all.get(of.parent)));
    for (const each of all.values())
      if (each.command.includes("node.mojom.NodeService") && isBelow(each))
        most = Math.max(most, each.peakMiB);
  };
  const timer = setInterval(look, 200);
  return {
    end: () => {
      clearInterval(timer);
      return Math.round(most);
    },
  };
};

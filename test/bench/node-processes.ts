/** What a started application's Node processes (data service, jobs) take, as Linux counts it. */
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly parent: number;
  readonly command: string;
  readonly peakMiB: number; // highest resident set
  readonly seconds: number; // of computing
}

const processAt = (pid: string): Process => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const number = (key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  // Hundredths of a second in user and kernel mode: fields 14 and 15, after a name in brackets.
  const times = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return {
    parent: number("PPid"),
    command: readFileSync(`/proc/${pid}/cmdline`, "utf8"),
    peakMiB: number("VmHWM") / 1024,
    seconds: (Number(times[11]) + Number(times[12])) / 100,
  };
};

const nodeProcessesBelow = (pid: number): readonly Process[] => {
  const all = new Map<number, Process>();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name))
      try {
        all.set(Number(name), processAt(name));
      } catch {
        // It ended meanwhile.
      }
  const isBelow = (of: Process | undefined): boolean =>
    of !== undefined && (of.parent === pid || isBelow(all.get(of.parent)));
  return [...all.values()].filter((each) => each.command.includes("node.mojom.NodeService") && isBelow(each));
};

export interface NodeProcesses {
  /** All of them together, so far; null where it cannot be told. */
  seconds(): number | null;
  /** The most that one of them held. */
  end(): number | null;
}

export const watchNodeProcesses = (pid: number): NodeProcesses => {
  if (process.platform !== "linux") return { seconds: () => null, end: () => null };
  let [peakMiB, seconds] = [0, 0];
  const look = (): void => {
    const found = nodeProcessesBelow(pid);
    peakMiB = Math.max(peakMiB, ...found.map((each) => each.peakMiB));
    seconds = found.reduce((sum, each) => sum + each.seconds, 0);
  };
  const timer = setInterval(look, 200);
  return {
    seconds: () => {
      look();
      return seconds;
    },
    end: () => {
      clearInterval(timer);
      return Math.round(peakMiB);
    },
  };
};

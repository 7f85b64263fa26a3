import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { SetUpError } from "./console.ts";
import { requirePackages, virtualDisplay } from "./system-packages.ts";

export const hasDisplay = (): boolean =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

export interface Display {
  readonly name: string;
  close(): void;
}

/** The number that Xvfb chose and wrote, once it takes connections. */
const chosenNumber = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let written = "";
    (server.stdio[3] as Readable).on("data", (chunk: Buffer) => {
      written += chunk.toString();
      if (written.endsWith("\n")) resolve(written.trim());
    });
    server.on("error", ({ message }) =>
      reject(
        new SetUpError(`A virtual display needs Xvfb, from this system's package manager (${message}).`),
      ),
    );
    server.on("exit", (code) => reject(new SetUpError(`Xvfb ended with ${code}.`)));
  });

/** Starts a screen of its own under a free display number; it ends with `close` or with this process. */
export const openVirtualDisplay = async (): Promise<Display> => {
  await requirePackages(virtualDisplay);
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const close = (): void => void server.kill();
  process.once("exit", close);
  const name = `:${await chosenNumber(server)}`;
  server.unref();
  return { name, close };
};

/** Runs `work` with a display: the one at hand, or a virtual one for as long as it takes. */
export const withDisplay = async <T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> => {
  if (hasDisplay()) return work({});
  const display = await openVirtualDisplay();
  try {
    return await work({ DISPLAY: display.name });
  } finally {
    display.close();
  }
};

/** The process that does long work on library files: started at the first need of it, again after it ended. */
import { type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import { places } from "./places.ts";

export class JobProcess {
  #child: UtilityProcess | null = null;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** Serves the port's other end, which closes when the process ends. */
  handPort(port: MessagePortMain): void {
    this.#running().postMessage({}, [port]);
  }

  /** Work that is not done is lost and harms nothing: it reaches a library as a whole or not at all. */
  stop(): Promise<void> {
    const child = this.#child;
    if (!child) return Promise.resolve();
    return new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.kill();
    });
  }

  #running(): UtilityProcess {
    if (this.#child) return this.#child;
    const child = utilityProcess.fork(places.jobs, [], {
      serviceName: "marquee-jobs",
      stdio: "inherit",
      env: this.#environment,
    });
    child.on("exit", () => {
      if (this.#child === child) this.#child = null;
    });
    this.#child = child;
    return child;
  }
}

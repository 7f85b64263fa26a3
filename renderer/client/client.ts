/** The page's way to everything outside it: data service, main process, workers. */
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { type HostClient, hostContract } from "../../shared/contract/host.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import { pageContract } from "../../shared/contract/page.ts";
import { domPort } from "../../shared/contract/ports.ts";
import { type SchedulingClient, schedulingContract } from "../../shared/contract/scheduling.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { pageHandlers } from "./pictures.ts";

export interface Clients {
  readonly data: DataClient;
  readonly host: HostClient;
  /** Workers start when first asked for and live as long as the page. */
  readonly training: () => Promise<LearnedClient>;
  readonly scheduling: () => Promise<SchedulingClient>;
}

/** Ports arrive by name, posted by the preload script. */
const portArrivals = (): ((name: string) => Promise<MessagePort>) => {
  const waiting = new Map<string, (port: MessagePort) => void>();
  const arrived = new Map<string, MessagePort>();
  window.addEventListener("message", (event) => {
    if (event.source !== window || event.data?.type !== "marquee-port") return;
    const { name } = event.data as { name: string };
    const port = event.ports[0] as MessagePort;
    const receive = waiting.get(name);
    if (receive) receive(port);
    else arrived.set(name, port);
    waiting.delete(name);
  });
  return (name) => {
    const port = arrived.get(name);
    if (port) return Promise.resolve(port);
    return new Promise((resolve) => waiting.set(name, resolve));
  };
};

/** What is started on first use, and again after `broken` was called. */
const startable = <T>(start: (broken: () => void) => Promise<T>): (() => Promise<T>) => {
  let started: Promise<T> | null = null;
  return () => {
    started ??= start(() => {
      started = null;
    });
    return started;
  };
};

/** A worker that throws outside a call is broken: its calls settle as Disconnected, and the next one starts another. */
const workerPort = (worker: Worker, broken: () => void): Port => ({
  ...domPort(worker),
  onClose: (listener) =>
    worker.addEventListener("error", () => {
      worker.terminate();
      broken();
      listener();
    }),
});

export const connectClients = async (): Promise<Clients> => {
  const portNamed = portArrivals();
  window.marquee.requestPorts();
  const [hostPort, dataPort] = await Promise.all([portNamed("host"), portNamed("data")]);
  const host = connect(domPort(hostPort), hostContract);
  return {
    host,
    data: connect(domPort(dataPort), dataContract),
    training: startable(async (broken) => {
      const worker = new Worker(new URL("../workers/training.ts", import.meta.url), { type: "module" });
      const training = connect(workerPort(worker, broken), learnedContract);
      await host.openDataPort({ name: "training" });
      worker.postMessage({ type: "data-port" }, [await portNamed("training")]);
      const { port1, port2 } = new MessageChannel();
      serve(domPort(port1), pageContract, pageHandlers, (error, method) => {
        const reference = crypto.randomUUID().slice(0, 8);
        console.error(`${reference} ${method}`, error);
        return reference;
      });
      worker.postMessage({ type: "page-port" }, [port2]);
      return training;
    }),
    scheduling: startable(async (broken) => {
      const worker = new Worker(new URL("../workers/scheduling.ts", import.meta.url), { type: "module" });
      return connect(workerPort(worker, broken), schedulingContract);
    }),
  };
};

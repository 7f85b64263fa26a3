/** Adapters from the transports of each process to `Port`. Structural types: shared code knows no globals. */
import type { Port } from "./wire.ts";

interface DomPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: () => void): void;
  start?(): void;
  close?(): void;
}

/** A MessagePort of a page or worker, or a worker itself (which has neither start nor close). */
export const domPort = (port: DomPort): Port => ({
  post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
  onMessage: (listener) => {
    port.addEventListener("message", (event) => listener(event.data));
    port.start?.();
  },
  onClose: (listener) => port.addEventListener("close", listener),
  close: () => port.close?.(),
});

interface MainPort {
  postMessage(message: unknown): void;
  on(type: "message", listener: (event: { data: unknown }) => void): unknown;
  on(type: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Electron's MessagePortMain. Nothing is transferred across processes: it is copied either way. */
export const mainPort = (port: MainPort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => {
    port.on("message", (event) => listener(event.data));
    port.start();
  },
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

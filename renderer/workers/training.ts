/** Entry of the training worker: answers the page on its own port, reads the library and asks the page through ports it is handed. */

import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { learnedContract } from "../../shared/contract/learned.ts";
import { pageContract } from "../../shared/contract/page.ts";
import { domPort } from "../../shared/contract/ports.ts";
import { connect, serve } from "../../shared/contract/wire.ts";
import { openEngines } from "../models/engine.ts";
import { learnedHandlers } from "./learned-handlers.ts";
import { openGraphics } from "./training-graphics.ts";
import { openPictures } from "./training-pictures.ts";
import { openVideo } from "./training-videos.ts";

const scope = self as DedicatedWorkerGlobalScope;

const handed = (type: string): Promise<MessagePort> =>
  new Promise((resolve) => {
    scope.addEventListener("message", ({ data: message, ports }: MessageEvent<{ type?: string }>) => {
      const port = ports[0];
      if (message.type === type && port) resolve(port);
    });
  });
const data: Promise<DataClient> = handed("data-port").then((port) => connect(domPort(port), dataContract));
const page = handed("page-port").then((port) => connect(domPort(port), pageContract));

const engines = openEngines({
  openGraphics,
  wasmPaths: {
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    "tfjs-backend-wasm-threaded-simd.wasm": simd, // asked for by name, never fetched: threads are off
  },
});

/** Workers that read texts; more would wait for the one that keeps what they read. */
const mostReaders = 4;
const hire = () => {
  const worker = new Worker(new URL("./reading.ts", import.meta.url), { type: "module" });
  return {
    port: {
      ...domPort(worker),
      onClose: (listener: () => void) => worker.addEventListener("error", listener),
    },
    dismiss: () => worker.terminate(),
  };
};
const readers = { most: Math.min(mostReaders, navigator.hardwareConcurrency), hire };

serve(
  domPort(scope),
  learnedContract,
  learnedHandlers(engines, data, openPictures(page), readers, { open: openVideo }),
  (error, method) => {
    const reference = crypto.randomUUID().slice(0, 8);
    console.error(`${reference} ${method}`, error);
    return reference;
  },
);

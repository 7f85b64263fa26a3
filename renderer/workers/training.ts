/** Entry of the training worker: answers the page on its own port, reads the library through the port it is handed. */

import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { learnedContract } from "../../shared/contract/learned.ts";
import { domPort } from "../../shared/contract/ports.ts";
import { connect, serve } from "../../shared/contract/wire.ts";
import { openEngines } from "../models/engine.ts";
import { learnedHandlers } from "./learned-handlers.ts";
import { openGraphics } from "./training-graphics.ts";

const scope = self as DedicatedWorkerGlobalScope;

const data = new Promise<DataClient>((resolve) => {
  scope.addEventListener("message", ({ data: message, ports }: MessageEvent<{ type?: string }>) => {
    const port = ports[0];
    if (message.type === "data-port" && port) resolve(connect(domPort(port), dataContract));
  });
});

const engines = openEngines({
  openGraphics,
  wasmPaths: {
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    "tfjs-backend-wasm-threaded-simd.wasm": simd, // asked for by name, never fetched: threads are off
  },
});

serve(domPort(scope), learnedContract, learnedHandlers(engines, data), (error, method) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(`${reference} ${method}`, error);
  return reference;
});

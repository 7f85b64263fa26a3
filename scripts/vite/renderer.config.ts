/** The page and its workers. */
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";
import { root } from "../runtime/places.ts";
import { faceNetworkFile } from "./face-network.ts";
import { posterNetworkFile } from "./poster-network.ts";

export const rendererConfig: InlineConfig = {
  root: join(root, "renderer", "app"),
  base: "./",
  configFile: false,
  logLevel: "error",
  publicDir: false,
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^poster-network(?=\?)/, replacement: posterNetworkFile },
      { find: /^face-network(?=\?)/, replacement: faceNetworkFile },
    ],
  },
  worker: { format: "es" },
  build: {
    target: "chrome130",
    outDir: join(root, "build", "renderer"),
    emptyOutDir: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
};

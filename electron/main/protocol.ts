/** The page's own origin, marquee://app: files of the renderer build, with the headers that isolate it. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "electron";
import { fileOfUrl, mediaTypes } from "./asset-url.ts";

export const origin = "marquee://app";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Must run before the application is ready. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: "marquee", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

export const serveRenderer = (root: string): void =>
  protocol.handle("marquee", async (request) => {
    const file = request.method === "GET" ? fileOfUrl(root, request.url) : null;
    const body = file ? await readFile(file).catch(() => null) : null;
    if (!file || !body) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        "Content-Type": mediaTypes[extname(file)] as string,
        "Content-Security-Policy": contentSecurityPolicy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
      },
    });
  });

/** The page's own origin, marquee://app: files of the renderer build, with the headers that isolate it. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { protocol } from "electron";

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

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Must run before the application is ready. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: "marquee", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** The file a URL stands for, or null for whatever is not inside `root`: other hosts, `..`, NUL, unknown types. */
export const fileOfUrl = (root: string, url: string): string | null => {
  let parsed: URL;
  let path: string;
  try {
    parsed = new URL(url);
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (parsed.protocol !== "marquee:" || parsed.host !== "app") return null;
  if (path.includes("\0") || path.includes("\\") || path.split("/").includes("..")) return null;
  const file = normalize(join(root, path === "/" ? "index.html" : path));
  if (!file.startsWith(root + sep) || !(extname(file) in mediaTypes)) return null;
  return file;
};

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

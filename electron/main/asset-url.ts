/** Which file of the renderer build a URL of the page's own scheme stands for. */
import { extname, join, normalize, sep } from "node:path";

export const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

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

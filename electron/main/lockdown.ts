/** What no page may do, whatever happens in it: Electron's security checklist, applied to every session and content. */
import { app, type Session, type WebContents, type WebPreferences } from "electron";
import { origin } from "./protocol.ts";

export const pagePreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  backgroundThrottling: false,
});

/** No permission is ever granted, and nothing but the application's own scheme is ever fetched. */
export const lockSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, decide) => {
    const { protocol } = new URL(details.url);
    decide({ cancel: !["marquee:", "blob:", "data:", "devtools:"].includes(protocol) });
  });
  session.on("will-download", (event) => event.preventDefault());
};

const lockContents = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
};

/** Applies to every page made from now on, our own included. */
export const lockEveryPage = (): void => {
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
};

/** Messages are answered only when they come from our own page's top frame. */
export const isOwnPage = (frame: { readonly url: string; readonly parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);

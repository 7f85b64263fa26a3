/** The application's window: where it was left, and closed only after its state is kept. */
import { BrowserWindow, screen } from "electron";
import { pagePreferences } from "./lockdown.ts";
import { places } from "./places.ts";
import type { StateStore } from "./preferences.ts";
import { origin } from "./protocol.ts";

const isOnSomeDisplay = (x: number, y: number): boolean =>
  screen.getAllDisplays().some(({ bounds }) => {
    const insideX = x >= bounds.x && x < bounds.x + bounds.width - 100;
    const insideY = y >= bounds.y && y < bounds.y + bounds.height - 100;
    return insideX && insideY;
  });

export const openWindow = (store: StateStore, options: { readonly visible: boolean }): BrowserWindow => {
  const { x, y, width, height, maximized } = store.state.window;
  const placed = x !== undefined && y !== undefined && isOnSomeDisplay(x, y) ? { x, y } : {};
  const window = new BrowserWindow({
    ...placed,
    width,
    height,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: "Marquee",
    backgroundColor: "#16181d",
    webPreferences: pagePreferences(places.preload),
  });
  if (options.visible) {
    if (maximized) window.maximize();
    window.once("ready-to-show", () => window.show());
    window.on("close", () => {
      store.update({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
    });
  }
  window.on("page-title-updated", (event) => event.preventDefault());
  void window.loadURL(`${origin}/index.html`);
  return window;
};

/** The twenty items of Electron's security checklist, each asserted on the running application. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Launched, launch } from "./launch.ts";

const root = join(import.meta.dirname, "../..");
let launched: Launched;
let app: ElectronApplication;
let page: Page;
beforeAll(async () => {
  launched = await launch();
  ({ app, page } = launched);
});
afterAll(() => launched?.close());

const preferences = () =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });

/** What a fetch from the page's world gives: the status, or the word "refused". */
const fetchInPage = (url: string) =>
  page.evaluate(
    (target) =>
      fetch(target).then(
        (response) => response.status,
        () => "refused",
      ),
    url,
  );

describe("Electron's security checklist", () => {
  test("1. only secure content is loaded: the page is the application's own, every other address is refused", async () => {
    expect(page.url()).toMatch(/^marquee:\/\/app\//);
    expect(await fetchInPage("http://127.0.0.1:9/")).toBe("refused");
    expect(await fetchInPage("https://example.org/")).toBe("refused");
  });

  test("2. no Node.js in the page", async () => {
    expect(await preferences()).toMatchObject({ nodeIntegration: false });
    expect(await preferences()).not.toMatchObject({ nodeIntegrationInWorker: true });
    expect(
      await page.evaluate(() => [
        typeof globalThis["require" as never],
        typeof globalThis["process" as never],
      ]),
    ).toEqual(["undefined", "undefined"]);
  });

  test("3. context isolation is on", async () => {
    expect(await preferences()).toMatchObject({ contextIsolation: true });
  });

  test("4. the page's process is sandboxed", async () => {
    expect(await preferences()).toMatchObject({ sandbox: true });
  });

  test("5. every permission is denied", async () => {
    const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read", "midi"];
    const states = await page.evaluate(
      (asked) =>
        Promise.all(
          asked.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(
              ({ state }) => state,
              () => "denied",
            ),
          ),
        ),
      names,
    );
    expect(new Set(states)).toEqual(new Set(["denied"]));
    const devices = page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }));
    await expect(devices).rejects.toThrow();
  });

  test("6. web security is on", async () => {
    expect(await preferences()).toMatchObject({ webSecurity: true });
  });

  test("7. a content security policy holds: no inline script, no eval, no foreign script", async () => {
    const response = await page.evaluate(() =>
      fetch(location.href).then((answer) => answer.headers.get("content-security-policy")),
    );
    expect(response).toContain("default-src 'none'");
    expect(response).toContain("script-src 'self' 'wasm-unsafe-eval'");
    // From a timer: what the test tool itself evaluates is exempt from the policy.
    const ran = await page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      const script = document.createElement("script");
      script.textContent = "window.inlineRan = true";
      document.head.append(script);
      script.remove();
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function("return true")());
          } catch {
            resolve(false);
          }
        });
      });
      return { inline: "inlineRan" in window, evaluated };
    });
    expect(ran).toEqual({ inline: false, evaluated: false });
  });

  test("8. no insecure content may run", async () => {
    expect(await preferences()).not.toMatchObject({ allowRunningInsecureContent: true });
  });

  test("9. no experimental features", async () => {
    expect(await preferences()).not.toMatchObject({ experimentalFeatures: true });
  });

  test("10. no extra Blink features", async () => {
    expect((await preferences()).enableBlinkFeatures ?? "").toBe("");
  });

  test("11 and 12. web views do not exist, and none could be attached", async () => {
    expect(await preferences()).not.toMatchObject({ webviewTag: true });
    const before = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    await page.evaluate(() => {
      const view = document.createElement("webview");
      view.setAttribute("src", "marquee://app/index.html");
      view.setAttribute("allowpopups", "");
      document.body.append(view);
      view.remove();
    });
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before);
  });

  test("13. the page cannot be led away", async () => {
    // What follows # is the page's own way about, which may still be under way.
    const place = (): string | undefined => page.url().split("#")[0];
    const before = place();
    await page.evaluate(() => {
      location.href = "https://example.org/";
    });
    await page.waitForTimeout(300);
    expect(place()).toBe(before);
  });

  test("14. no new windows", async () => {
    expect(await page.evaluate(() => window.open("https://example.org/"))).toBeNull();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test("15. nothing is handed to the system's browser: the call does not occur in the code", () => {
    const built = ["build/main/main.js", "build/preload/preload.cjs"].map((file) =>
      readFileSync(join(root, file), "utf8"),
    );
    for (const code of built) expect(code).not.toContain("openExternal");
  });

  test("16. the product is built with a supported Electron", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(Number(devDependencies.electron.split(".")[0])).toBeGreaterThanOrEqual(45);
  });

  test("17. the sender of every message is checked", async () => {
    const token = await app.evaluate(async ({ ipcMain }) => {
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, path: string) => unknown> }
      )._invokeHandlers;
      const forged = { senderFrame: { url: "https://example.org/", parent: null } };
      return handlers.get("fileToken")?.(forged, "/etc/hostname");
    });
    expect(token).toBeNull();
  });

  test("18. no file: address is used, and the own scheme gives nothing outside the build", async () => {
    expect(await fetchInPage("file:///etc/hostname")).toBe("refused");
    for (const path of [
      "../package.json",
      "%2e%2e/package.json",
      "..%2fpackage.json",
      "index.html%00.js",
      "a%5c..%5cx.js",
    ])
      expect(await fetchInPage(`marquee://app/${path}`)).not.toBe(200);
    expect(await fetchInPage("marquee://other/index.html")).not.toBe(200);
  });

  test("19. the packaged build's fuses are declared", () => {
    const builder = readFileSync(join(root, "electron-builder.yml"), "utf8");
    for (const fuse of [
      "runAsNode: false",
      "enableNodeOptionsEnvironmentVariable: false",
      "enableNodeCliInspectArguments: false",
    ])
      expect(builder).toContain(fuse);
    for (const fuse of ["enableEmbeddedAsarIntegrityValidation: true", "onlyLoadAppFromAsar: true"])
      expect(builder).toContain(fuse);
  });

  test("20. the page is given two functions and nothing of Electron", async () => {
    const given = await page.evaluate(() =>
      Object.keys((window as { marquee?: object }).marquee ?? {}).sort(),
    );
    expect(given).toEqual(["fileToken", "requestPorts"]);
    expect(await page.evaluate(() => "electron" in window || "ipcRenderer" in window)).toBe(false);
  });

  test("the page is isolated across origins, so that threads of WebAssembly may run", async () => {
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});

/** Prints sealed HTML of the data service to PDF in a page of its own: no scripts, no network, no preload. */
import { BrowserWindow, session } from "electron";
import type { printContract } from "../../shared/contract/control.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { lockSession } from "./lockdown.ts";

const address = "marquee://print/";
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The document being printed; prints queue, one at a time. */
let current = "";
let queue: Promise<unknown> = Promise.resolve();
let prepared = false;

const preparePrintSession = (): void => {
  if (prepared) return;
  prepared = true;
  const printSession = session.fromPartition("print");
  lockSession(printSession);
  printSession.protocol.handle("marquee", (request) =>
    request.url === address
      ? new Response(current, {
          headers: {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": contentSecurityPolicy,
          },
        })
      : new Response(null, { status: 404 }),
  );
};

const print = async (html: string, size: "A3" | "A4", landscape: boolean): Promise<Uint8Array> => {
  preparePrintSession();
  current = html;
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      partition: "print",
    },
  });
  try {
    await window.loadURL(address);
    return new Uint8Array(
      await window.webContents.printToPDF({
        pageSize: size,
        landscape,
        printBackground: true,
        preferCSSPageSize: true,
      }),
    );
  } finally {
    window.destroy();
    current = "";
  }
};

export const printing: Pick<Handlers<typeof printContract>, "printPdf"> = {
  printPdf: ({ html, size, landscape }) => {
    const printed = queue.then(() => print(html, size, landscape));
    queue = printed.catch(() => undefined);
    return printed.then(
      (pdf) => ok({ pdf }),
      (error: unknown) =>
        err({ type: "PrintFailed" as const, detail: error instanceof Error ? error.message : String(error) }),
    );
  },
};

/** Between the main process and the data service. */
import { z } from "zod";
import { FileToken } from "./file-token.ts";
import { made, NeverFails, Nothing } from "./schemas.ts";

/** Main asks the data service. */
export const controlContract = {
  grantFile: { in: z.object({ file: FileToken, path: z.string() }), out: Nothing, error: NeverFails },
  /** Ends every connection to a warehouse: the switch was turned off. */
  stopWarehouse: { in: Nothing, out: Nothing, error: NeverFails },
  /** Closes the library so that its file is whole, before the process ends. */
  shutDown: { in: Nothing, out: Nothing, error: NeverFails },
} as const;

/** The data service asks main, which alone can start and end processes. */
export const jobStartContract = {
  /** A port to the job process comes before the answer. */
  startJobs: { in: Nothing, out: Nothing, error: NeverFails },
  /** Answered once it has ended, whatever it was busy with. */
  stopJobs: { in: Nothing, out: Nothing, error: NeverFails },
} as const;

/** The data service asks main, which alone prints, shows folders and hands out tokens. */
export const printContract = {
  printPdf: {
    in: z.object({ html: z.string(), size: z.enum(["A3", "A4"]), landscape: z.boolean() }),
    out: z.object({ pdf: made<Uint8Array>() }),
    error: z.object({ type: z.literal("PrintFailed"), detail: z.string() }),
  },
  /** Shows a file or folder in the system's file manager. */
  showInFolder: { in: z.object({ path: z.string() }), out: Nothing, error: NeverFails },
  /** A token for a path that the data service found, for example of a library that was moved. */
  tokenOf: { in: z.object({ path: z.string() }), out: z.object({ file: FileToken }), error: NeverFails },
} as const;

/** The data service asks main for the key of a library's identifiers, which lies sealed by the system's secret store. */
export const identifierKeyContract = {
  identifierKey: {
    in: z.object({ library: z.uuid(), make: z.boolean() }),
    out: z.object({ key: z.base64() }),
    error: z.discriminatedUnion("type", [
      z.object({ type: z.literal("NoSecretStore") }),
      z.object({ type: z.literal("NoIdentifierKey") }),
    ]),
  },
  dropIdentifierKey: { in: z.object({ library: z.uuid() }), out: Nothing, error: NeverFails },
} as const;

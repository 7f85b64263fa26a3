/** Files to import, wherever they lie: on disk, packed with gzip, or in a zip archive that is read without unpacking it. */
import type { ImportFailure } from "../../../../shared/contract/import.ts";

export interface SourceFile {
  /** With its folders inside a folder or an archive. */
  readonly name: string;
  /** Unpacked, as far as it is known before reading. */
  readonly bytes: number;
  /** From the beginning; may throw a `ReadFailure`. */
  readonly read: () => Promise<AsyncIterable<Uint8Array>>;
  /** For forms that are read out of order. What is packed is unpacked to a nameless temporary file first. */
  readonly random?: () => Promise<RandomAccess>;
}

export interface RandomAccess {
  readonly bytes: number;
  readonly fd: number;
  readonly read: (start: number, end: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface LeftOut {
  readonly name: string;
  readonly failure: ImportFailure;
}

export interface Source {
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** Files that cannot be read, beside those that can. */
  readonly leftOut: readonly LeftOut[];
  /** Closes something more with the source. */
  readonly onClose: (close: () => void) => void;
  readonly close: () => void;
}

/** A file could not be read to its end, or must not be. */
export class ReadFailure extends Error {
  readonly failure: ImportFailure;
  constructor(failure: ImportFailure) {
    super(`${failure.type} ${"detail" in failure ? failure.detail : ""}`.trim());
    this.failure = failure;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Errors of the operating system carry a code like EIO; those of the parsers do not, and mean damage. */
export const readFailure = (name: string, error: unknown): ReadFailure => {
  if (error instanceof ReadFailure) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const system = typeof code === "string" && /^E[A-Z]+$/.test(code);
  return new ReadFailure({
    type: system ? "UnreadableFile" : "DamagedFile",
    name,
    detail: messageOf(error).slice(0, 500),
  });
};

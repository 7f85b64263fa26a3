/** Paths the user chose, behind opaque tokens: the page never learns or forges a path. */
import { randomUUID } from "node:crypto";
import type { FileToken } from "../../shared/contract/file-token.ts";

export class ChosenFiles {
  readonly #paths = new Map<FileToken, string>();
  readonly #tokens = new Map<string, FileToken>();
  readonly #grant: (file: FileToken, path: string) => Promise<unknown>;

  /** `grant` tells the data service what a token stands for. */
  constructor(grant: (file: FileToken, path: string) => Promise<unknown>) {
    this.#grant = grant;
  }

  /** The token of a path; usable by the data service once the promise resolves. */
  async tokenOf(path: string): Promise<FileToken> {
    const known = this.#tokens.get(path);
    if (known) return known;
    const file = randomUUID();
    this.#tokens.set(path, file);
    this.#paths.set(file, path);
    await this.#grant(file, path);
    return file;
  }

  /** The token of a path that has one already: no path becomes readable by asking. */
  known(path: string): FileToken | undefined {
    return this.#tokens.get(path);
  }

  pathOf(file: FileToken): string | undefined {
    return this.#paths.get(file);
  }
}

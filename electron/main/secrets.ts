/**
 * Secrets of this computer, sealed by the operating system's own store. Where there is none worth the name, a secret
 * lasts as long as the application runs and is never written.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

/** What Electron's safeStorage offers. */
export interface Sealer {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** Linux only: "basic_text" seals with a password that everybody knows. */
  getSelectedStorageBackend?(): string;
}

const Sealed = z.record(z.string(), z.base64());

export class Secrets {
  readonly #file: string;
  readonly #sealer: Sealer;
  readonly #session = new Map<string, string>();

  constructor(file: string, sealer: Sealer) {
    this.#file = file;
    this.#sealer = sealer;
  }

  /** Whether secrets outlive the application here. */
  get lasting(): boolean {
    if (!this.#sealer.isEncryptionAvailable()) return false;
    return process.platform !== "linux" || this.#sealer.getSelectedStorageBackend?.() !== "basic_text";
  }

  keep(name: string, secret: string): void {
    if (!this.lasting) {
      this.#session.set(name, secret);
      return;
    }
    this.#write({ ...this.#read(), [name]: this.#sealer.encryptString(secret).toString("base64") });
  }

  /** Null where none is kept, or where the store no longer opens it (another user, a reset keychain). */
  find(name: string): string | null {
    const held = this.#session.get(name);
    if (held !== undefined) return held;
    const sealed = this.lasting ? this.#read()[name] : undefined;
    if (sealed === undefined) return null;
    try {
      return this.#sealer.decryptString(Buffer.from(sealed, "base64"));
    } catch {
      return null;
    }
  }

  forget(name: string): void {
    this.#session.delete(name);
    const { [name]: gone, ...others } = this.#read();
    if (gone !== undefined) this.#write(others);
  }

  #read(): Readonly<Record<string, string>> {
    try {
      return Sealed.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return {};
    }
  }

  #write(sealed: Readonly<Record<string, string>>): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(sealed), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** Ratings, given in the order of (member, film), as blocks in the library: of each pair the latest. */
import { blockRows, encodeBlock } from "../../../shared/blocks/rating-block.ts";
import type { Connection } from "../store/library.ts";

export class BlockWriter {
  readonly #insert;
  readonly #member = new Int32Array(blockRows);
  readonly #film = new Int32Array(blockRows);
  readonly #value = new Float32Array(blockRows);
  readonly #at = new Float64Array(blockRows);
  #rows = 0;
  #ordinal = 0;

  /** Blocks are stored under `name` and `revision`; ordinals count from 0. */
  constructor(db: Connection, name: string, revision: number) {
    const insert = db.prepare(
      "INSERT INTO main.block (name, ordinal, rows, revision, bytes) VALUES (?, ?, ?, ?, ?)",
    );
    this.#insert = (rows: number, bytes: Uint8Array): void =>
      void insert.run(name, this.#ordinal++, rows, revision, bytes);
  }

  add(member: number, film: number, at: number, value: number): void {
    const last = this.#rows - 1;
    if (last >= 0 && this.#member[last] === member && this.#film[last] === film) {
      if (at < (this.#at[last] as number)) return;
      this.#at[last] = at;
      this.#value[last] = value;
      return;
    }
    // The last row may still be replaced: a full block waits for the next pair.
    if (this.#rows === blockRows) this.#flush();
    const row = this.#rows++;
    this.#member[row] = member;
    this.#film[row] = film;
    this.#at[row] = at;
    this.#value[row] = value;
  }

  #flush(): void {
    const rows = this.#rows;
    this.#rows = 0;
    this.#insert(
      rows,
      encodeBlock({
        member: this.#member.subarray(0, rows),
        film: this.#film.subarray(0, rows),
        value: this.#value.subarray(0, rows),
        at: this.#at.subarray(0, rows),
      }),
    );
  }

  end(): void {
    if (this.#rows > 0) this.#flush();
  }
}

/** The values a library rates in, as small codes: most rate in a dozen or two, some in every decimal there is. */

/** As many as fit, above two bits, into a byte. */
const most = 63;

export class RatingValues {
  readonly #codes = new Map<number, number>();
  #tooMany = false;

  /** 1 for the value that was met first, and so on; 0 once there are too many. */
  code(value: number): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    if (this.#tooMany || this.#codes.size === most) {
      this.#tooMany = true;
      return 0;
    }
    const code = this.#codes.size + 1;
    this.#codes.set(value, code);
    return code;
  }

  /** `values[code - 1]`; none when there were too many. */
  get values(): Float64Array {
    return this.#tooMany ? new Float64Array(0) : Float64Array.from(this.#codes.keys());
  }
}

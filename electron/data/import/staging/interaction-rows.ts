/** Interactions as columns: what a run, a block of the merge and the library's writer hand to each other. */

export interface InteractionRows {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly kind: Uint8Array;
  readonly at: Float64Array; // seconds since 1970
  readonly value: Float64Array;
  readonly file: Uint16Array; // which file of the source
  readonly line: Uint32Array;
  length: number;
}

/** Columns in the order they lie in a spilled run. */
export const columnOrder = ["at", "value", "member", "film", "line", "file", "kind"] as const;

export const interactionRows = (capacity: number): InteractionRows => ({
  member: new Int32Array(capacity),
  film: new Int32Array(capacity),
  kind: new Uint8Array(capacity),
  at: new Float64Array(capacity),
  value: new Float64Array(capacity),
  file: new Uint16Array(capacity),
  line: new Uint32Array(capacity),
  length: 0,
});

export const copyRow = (to: InteractionRows, at: number, from: InteractionRows, row: number): void => {
  to.member[at] = from.member[row] as number;
  to.film[at] = from.film[row] as number;
  to.kind[at] = from.kind[row] as number;
  to.at[at] = from.at[row] as number;
  to.value[at] = from.value[row] as number;
  to.file[at] = from.file[row] as number;
  to.line[at] = from.line[row] as number;
};

export const grown = (rows: InteractionRows, capacity: number): InteractionRows => {
  const larger = interactionRows(capacity);
  for (const column of columnOrder) larger[column].set(rows[column]);
  larger.length = rows.length;
  return larger;
};

/** By member, film, kind, time: the order of the library's rows. */
export const compareRows = (a: InteractionRows, i: number, b: InteractionRows, j: number): number =>
  (a.member[i] as number) - (b.member[j] as number) ||
  (a.film[i] as number) - (b.film[j] as number) ||
  (a.kind[i] as number) - (b.kind[j] as number) ||
  (a.at[i] as number) - (b.at[j] as number);

/**
 * The order of rows as a permutation, null where they are in order already: least-significant-digit radix sort by film, then member (each digit 16 bits),
 * which keeps equal rows in the order they came; then kind and time within each pair, of which there are few.
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5.
 */
export const sortedOrder = (rows: InteractionRows): Uint32Array | null => {
  const n = rows.length;
  let sorted = true;
  for (let i = 1; i < n && sorted; i++) sorted = compareRows(rows, i - 1, rows, i) <= 0;
  if (sorted) return null;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let other = new Uint32Array(n);
  const counts = new Uint32Array(1 << 16);
  for (const keys of [rows.film, rows.member])
    for (const shift of [0, 16]) {
      counts.fill(0);
      for (let i = 0; i < n; i++) {
        const digit = ((keys[i] as number) >>> shift) & 0xffff;
        counts[digit] = (counts[digit] as number) + 1;
      }
      if (counts.some((count) => count === n)) continue;
      for (let digit = 0, sum = 0; digit < counts.length; digit++) {
        const count = counts[digit] as number;
        counts[digit] = sum;
        sum += count;
      }
      for (let i = 0; i < n; i++) {
        const row = order[i] as number;
        const digit = ((keys[row] as number) >>> shift) & 0xffff;
        const place = counts[digit] as number;
        counts[digit] = place + 1;
        other[place] = row;
      }
      [order, other] = [other, order];
    }
  for (let start = 0; start < n; ) {
    const first = order[start] as number;
    let end = start + 1;
    while (
      end < n &&
      rows.member[order[end] as number] === rows.member[first] &&
      rows.film[order[end] as number] === rows.film[first]
    )
      end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareRows(rows, a, rows, b) || a - b);
    start = end;
  }
  return order;
};

export const permuted = (rows: InteractionRows, order: Uint32Array): InteractionRows => {
  const result = interactionRows(rows.length);
  for (let i = 0; i < order.length; i++) copyRow(result, i, rows, order[i] as number);
  result.length = rows.length;
  return result;
};

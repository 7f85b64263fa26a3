/** Non-negative integers in as few bytes as they need: seven bits a byte, least significant first, the high bit says "more". */
export interface Bytes {
  at: number;
  values: Uint8Array;
}

const longest = 5;

const makeRoom = (bytes: Bytes, wanted: number): void => {
  if (bytes.at + wanted <= bytes.values.length) return;
  const larger = new Uint8Array(bytes.values.length * 2);
  larger.set(bytes.values);
  bytes.values = larger;
};

export const addByte = (bytes: Bytes, value: number): void => {
  makeRoom(bytes, 1);
  bytes.values[bytes.at++] = value;
};

export const addVarint = (bytes: Bytes, value: number): void => {
  makeRoom(bytes, longest);
  let rest = value;
  while (rest > 0x7f) {
    bytes.values[bytes.at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes.values[bytes.at++] = rest;
};

/**
 * A library whose schema cannot be read gives nothing, however whole its rows. But its schema lies where the same
 * migrations put it in any library that they made, so the bad pages are taken from a new one, where at least one of the
 * pages agrees byte for byte. Layout of a page: sqlite.org/fileformat.html, "B-tree Pages".
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";

const headerBytes = 100;
const interior = 5;

/** The pages of the schema's b-tree: page 1, and its children where it has any. */
const schemaPages = (file: Buffer, size: number): readonly number[] => {
  if (file[headerBytes] !== interior) return [1];
  const cells = file.readUInt16BE(headerBytes + 3);
  const children = [...Array(cells).keys()].map((cell) =>
    file.readUInt32BE(file.readUInt16BE(headerBytes + 12 + 2 * cell)),
  );
  const last = file.readUInt32BE(headerBytes + 8);
  return [1, ...children, last].filter((page) => page * size <= file.length);
};

/** Replaces the bad pages of the schema in `path`; false where nothing says that they belong there. */
export const graftSchema = (path: string, fresh: string): boolean => {
  const donor = readFileSync(fresh);
  const size = donor.readUInt16BE(16);
  const target = openSync(path, "r+");
  try {
    const pages = fstatSync(target).size / size;
    const present = Buffer.alloc(size);
    const bad: number[] = [];
    let agreeing = 0;
    for (const page of schemaPages(donor, size)) {
      const skip = page === 1 ? headerBytes : 0;
      readSync(target, present, 0, size, (page - 1) * size);
      const theirs = donor.subarray((page - 1) * size, page * size);
      if (theirs.subarray(skip).equals(present.subarray(skip))) agreeing++;
      else bad.push(page);
    }
    if (agreeing === 0) return false;
    for (const page of bad) writeSync(target, donor, (page - 1) * size, size, (page - 1) * size);
    const header = Buffer.from(donor.subarray(0, headerBytes));
    header.writeUInt32BE(Math.floor(pages), 28);
    header.writeUInt32BE(header.readUInt32BE(24), 92);
    header.fill(0, 32, 40); // free pages: none is trusted
    writeSync(target, header, 0, headerBytes, 0);
    return true;
  } finally {
    closeSync(target);
  }
};

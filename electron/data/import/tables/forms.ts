/** What a file is, told from its first bytes. Its name only decides where they leave it open. */
import { Tokenizer } from "@streamparser/json";
import { startsLikeZip } from "../source/zip.ts";
import { guessEncoding } from "./encodings.ts";
import { mediaTypeOf } from "./images.ts";
import { startsLikeParquet } from "./parquet.ts";

export type FileForm =
  | { readonly type: "delimited" | "json" | "jsonLines" | "xlsx" | "parquet" | "image" | "empty" }
  | { readonly type: "unsupported"; readonly form: string };

const signatures: readonly (readonly [string, string])[] = [
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"], // also a workbook under a password
  ["%PDF-", "PDF"],
  ["SQLite format 3\0", "SQLite"],
  ["Rar!\x1a\x07", "RAR"],
  ["7z\xbc\xaf\x27\x1c", "7-Zip"],
  ["BZh", "bzip2"],
  ["\xfd7zXZ\0", "xz"],
  ["\x28\xb5\x2f\xfd", "Zstandard"],
  ["\x1f\x8b", "gzip"], // packed twice
  ["ARROW1", "Arrow"],
  ["ORC", "ORC"],
  ["Obj\x01", "Avro"],
  ["\x7fELF", "ELF"],
  ["MZ\x90", "EXE"],
];

const textForm = (text: string): string | null => {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (/^<!doctype html|^<html|^<table/.test(start)) return "HTML";
  if (/^<svg|^<\?xml[^>]*>\s*(?:<!--[\s\S]*?-->\s*)?(?:<!doctype svg[^>]*>\s*)?<svg/.test(start))
    return "SVG";
  if (/^<\?xml/.test(start)) return "XML";
  return start.startsWith("{\\rtf") ? "RTF" : null;
};

const parses = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch (error) {
    return error instanceof RangeError;
  }
};

/** Whether a head is a document's beginning as far as it goes. */
const beginsLikeJson = (text: string): boolean => {
  let tokens = 0;
  let wrong = false;
  const tokenizer = new Tokenizer();
  tokenizer.onToken = () => {
    tokens++;
  };
  tokenizer.onError = () => {
    wrong = true;
  };
  tokenizer.onEnd = () => {};
  try {
    tokenizer.write(text);
  } catch {
    wrong = true;
  }
  return !wrong && tokens > 1;
};

const jsonForm = (text: string, name: string, whole: boolean): FileForm | null => {
  const start = text.trimStart();
  const lines = start.split(/\r?\n/, 200).filter((line) => line.trim() !== "");
  if (!whole && lines.length > 1) lines.pop();
  const opened = /^[[{]/.test(start);
  const named = /\.(?:json|geojson|jsonl|ndjson)(?:\.gz)?$/i.test(name);
  const sound = lines.slice(0, 20).filter(parses).length;
  const several = lines.length > 1 && sound >= Math.min(lines.length, 20) * 0.6;
  if (several && (opened || named)) return { type: "jsonLines" };
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return { type: "jsonLines" };
  return opened && (named || beginsLikeJson(text)) ? { type: "json" } : named ? { type: "json" } : null;
};

/** The share of control characters that no text has. */
const isBinary = (text: string): boolean => {
  let control = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 1) || code === 127) control++;
  }
  return control > text.length * 0.1;
};

export const formOf = (head: Uint8Array, whole: boolean, name: string): FileForm => {
  if (head.length === 0) return { type: "empty" };
  if (startsLikeZip(head)) return { type: "xlsx" };
  if (startsLikeParquet(head)) return { type: "parquet" };
  if (mediaTypeOf(head)) return { type: "image" };
  const start = Buffer.from(head.subarray(0, 16)).toString("latin1");
  const signature = signatures.find(([bytes]) => start.startsWith(bytes));
  if (signature) return { type: "unsupported", form: signature[1] };
  const text = new TextDecoder(guessEncoding(head)).decode(head, { stream: !whole });
  if (text.trim() === "") return whole ? { type: "empty" } : { type: "delimited" };
  const form = textForm(text);
  if (form) return { type: "unsupported", form };
  if (isBinary(text)) return { type: "unsupported", form: "binary data" };
  return jsonForm(text, name, whole) ?? { type: "delimited" };
};

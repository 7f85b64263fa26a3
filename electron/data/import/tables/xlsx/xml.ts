/** Streams the XML of a workbook's parts (ECMA-376): no document types, no entities of its own, bounded in every length. */
import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from "saxes";
import { ReadFailure, readFailure, type SourceFile } from "../../source/source.ts";

/** Bytes without a tag or an end of text. */
const maxQuiet = 2 ** 24;
const maxDepth = 100;
const maxAttributes = 1_000;

export interface XmlHandlers {
  readonly open?: (tag: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (tag: string) => void;
  readonly text?: (text: string) => void;
}

/** Writers differ in the prefix, never in the name after it. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

const attributesOf = ({ attributes }: SaxesTagPlain) => {
  const named = new Map(Object.entries(attributes).map(([name, value]) => [local(name), value]));
  return (name: string): string | undefined => named.get(name);
};

/** Yields after each piece the bytes read so far. */
export async function* walkXml(part: SourceFile, handlers: XmlHandlers): AsyncGenerator<number> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let events = 0;
  let depth = 0;
  const counted =
    <T extends unknown[]>(use: (...event: T) => void) =>
    (...event: T): void => {
      events++;
      use(...event);
    };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("document type declared");
  });
  let attributes = 0;
  parser.on(
    "attribute",
    counted((_: SaxesAttributePlain) => {
      if (++attributes > maxAttributes) throw new Error(`more than ${maxAttributes} attributes`);
    }),
  );
  parser.on(
    "opentag",
    counted((tag: SaxesTagPlain) => {
      attributes = 0;
      if (++depth > maxDepth)
        throw new ReadFailure({ type: "LimitExceeded", name: part.name, limit: "depth", most: maxDepth });
      handlers.open?.(local(tag.name), attributesOf(tag));
    }),
  );
  parser.on(
    "closetag",
    counted((tag: SaxesTagPlain) => {
      depth--;
      handlers.close?.(local(tag.name));
    }),
  );
  parser.on(
    "text",
    counted((text: string) => handlers.text?.(text)),
  );
  parser.on(
    "cdata",
    counted((text: string) => handlers.text?.(text)),
  );
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let bytesRead = 0;
  let quiet = 0;
  try {
    for await (const piece of await part.read()) {
      const [first, second] = piece;
      decoder ??= new TextDecoder(
        first === 0xff && second === 0xfe
          ? "utf-16le"
          : first === 0xfe && second === 0xff
            ? "utf-16be"
            : "utf-8",
      );
      const before = events;
      parser.write(decoder.decode(piece, { stream: true }));
      bytesRead += piece.length;
      quiet = events > before ? 0 : quiet + piece.length;
      if (quiet > maxQuiet)
        throw new ReadFailure({ type: "LimitExceeded", name: part.name, limit: "field", most: maxQuiet });
      yield bytesRead;
    }
    parser.close();
  } catch (error) {
    throw readFailure(part.name, error);
  }
}

export const readXml = async (part: SourceFile, handlers: XmlHandlers): Promise<void> => {
  for await (const _ of walkXml(part, handlers));
};

/** `_x000D_` stands for a character that XML forbids (ECMA-376, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

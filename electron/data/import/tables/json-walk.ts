/**
 * Walks a JSON document of any size (RFC 8259) and hands out the elements of its lists that lie under keys only: those
 * of the top, of `films`, of `data.films`, but not the genres within a film.
 */
import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import type { TextEncoding } from "../../../../shared/contract/import-forms.ts";
import { ReadFailure, readFailure, type SourceFile } from "../source/source.ts";

const maxDepth = 100;
/** Bytes of one token, and of one element. */
const maxToken = 2 ** 24;
const maxElement = 2 ** 26;

/** Numbers that would not come back as they stand, like long ids, stay text. */
class FaithfulTokenizer extends Tokenizer {
  protected override parseNumber(text: string): number {
    const number = Number(text);
    return String(number) === text ? number : (text as unknown as number);
  }
}

interface Frame {
  readonly list: boolean;
  /** Under which it lies. */
  readonly key: string;
  awaitsKey: boolean;
  nextKey: string;
  count: number;
}

type TakeElement = (path: readonly string[], value: unknown, ordinal: number) => void;

class Walker {
  private readonly frames: Frame[] = [];
  private depth = 0; // within an element
  private readonly parser = new TokenParser({ paths: ["$"], separator: "" });
  private readonly take: TakeElement;
  private readonly name: string;
  started = false;
  tokens = 0;

  constructor(name: string, take: TakeElement) {
    this.name = name;
    this.take = take;
    this.parser.onValue = ({ value }) => this.element(value);
  }

  get finished(): boolean {
    return this.started && this.frames.length === 0;
  }

  get inElement(): boolean {
    return this.depth > 0;
  }

  token(token: TokenType, value: unknown): void {
    this.tokens++;
    this.started = true;
    const opens = token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET;
    const closes = token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET;
    const top = this.frames.at(-1);
    const separates = token === TokenType.COMMA || token === TokenType.COLON;
    if (this.depth > 0 || (top?.list === true && !closes && !separates)) {
      if (opens && this.frames.length + this.depth >= maxDepth)
        throw new ReadFailure({ type: "LimitExceeded", name: this.name, limit: "depth", most: maxDepth });
      this.depth += opens ? 1 : closes ? -1 : 0;
      this.parser.write({ token, value } as Parameters<TokenParser["write"]>[0]);
      return;
    }
    if (opens) this.open(token === TokenType.LEFT_BRACKET, top);
    else if (closes) this.close(token === TokenType.RIGHT_BRACKET);
    else if (top && !top.list) {
      if (token === TokenType.COMMA) top.awaitsKey = true;
      else if (token === TokenType.COLON) top.awaitsKey = false;
      else if (top.awaitsKey) top.nextKey = String(value);
    }
  }

  private open(list: boolean, top: Frame | undefined): void {
    if (this.frames.length >= maxDepth)
      throw new ReadFailure({ type: "LimitExceeded", name: this.name, limit: "depth", most: maxDepth });
    this.frames.push({ list, key: top?.nextKey ?? "", awaitsKey: true, nextKey: "", count: 0 });
  }

  private close(list: boolean): void {
    if (this.frames.pop()?.list !== list) throw new Error("brackets do not match");
  }

  private element(value: unknown): void {
    const list = this.frames.at(-1) as Frame;
    list.count++;
    this.take(
      this.frames.slice(1).map(({ key }) => key),
      value,
      list.count,
    );
  }
}

/** Yields the bytes read after each piece. `most`: how many bytes to look at. */
export async function* walkJson(
  file: SourceFile,
  encoding: TextEncoding,
  take: TakeElement,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<number> {
  const walker = new Walker(file.name, take);
  const tokenizer = new FaithfulTokenizer();
  tokenizer.onToken = ({ token, value }) => walker.token(token, value);
  const decoder = new TextDecoder(encoding);
  let bytesRead = 0;
  let quiet = 0;
  let inElement = 0;
  try {
    for await (const piece of await file.read()) {
      const before = walker.tokens;
      tokenizer.write(decoder.decode(piece, { stream: true }));
      bytesRead += piece.length;
      quiet = walker.tokens > before ? 0 : quiet + piece.length;
      inElement = walker.inElement ? inElement + piece.length : 0;
      if (quiet > maxToken)
        throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "field", most: maxToken });
      if (inElement > maxElement && walker.tokens - before < 2 ** 10)
        throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "record", most: maxElement });
      yield bytesRead;
      if (bytesRead >= most) return;
    }
  } catch (error) {
    throw readFailure(file.name, error);
  }
  if (!walker.finished)
    throw new ReadFailure({ type: "DamagedFile", name: file.name, detail: `ends after ${bytesRead} bytes` });
}

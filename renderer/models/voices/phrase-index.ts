/** Phrases searched from left to right, the longest first. A star at a phrase's end stands for any letters. */
interface Node<T> {
  readonly next: Map<number, Node<T>>;
  exact: T | null;
  /** Of the phrase with a star. */
  open: T | null;
}
const newNode = <T>(): Node<T> => ({ next: new Map(), exact: null, open: null });

/** Letters that join into words; Chinese has no such borders. */
export const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xc0 && code < 0x250) ||
  (code >= 0x370 && code < 0x600);

export class PhraseIndex<T> {
  readonly #root = newNode<T>();
  readonly #join: (one: T, other: T) => T;

  /** `join`: what a phrase says that was added twice. */
  constructor(join: (one: T, other: T) => T) {
    this.#join = join;
  }

  add(phrase: string, value: T): void {
    const open = phrase.endsWith("*");
    let node = this.#root;
    for (const unit of (open ? phrase.slice(0, -1) : phrase).toLowerCase().split("")) {
      const code = unit.charCodeAt(0);
      const next = node.next.get(code) ?? newNode<T>();
      node.next.set(code, next);
      node = next;
    }
    const kind = open ? "open" : "exact";
    const before = node[kind];
    node[kind] = before === null ? value : this.#join(before, value);
  }

  /** The longest phrase that starts at `from`, in small letters. */
  at(text: string, from: number): { readonly value: T; readonly to: number } | null {
    let node = this.#root;
    let found: { value: T; to: number } | null = null;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      const ends = at === text.length || !isLetter(code) || !isLetter(text.charCodeAt(at - 1));
      if (at > from) {
        if (node.exact !== null && ends) found = { value: node.exact, to: at };
        if (node.open !== null) {
          let to = at;
          while (to < text.length && isLetter(text.charCodeAt(to))) to++;
          if (!found || to > found.to) found = { value: node.open, to };
        }
      }
      const next = at < text.length ? node.next.get(code) : undefined;
      if (!next) return found;
      node = next;
    }
  }
}

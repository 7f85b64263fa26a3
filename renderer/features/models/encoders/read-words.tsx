/** A text with the words that spoke for a class, and those against it, in place. */
import type { CSSProperties } from "react";
import classes from "./read-words.module.css";

interface ReadWordsProps {
  readonly text: string;
  readonly words: readonly { readonly from: number; readonly to: number; readonly share: number }[];
}

export const ReadWords = ({ text, words }: ReadWordsProps) => {
  const most = Math.max(...words.map(({ share }) => Math.abs(share)), 1e-9);
  const pieces = words.map((word, n) => {
    const end = words[n + 1]?.from ?? text.length;
    return { ...word, after: text.slice(word.to, end), word: text.slice(word.from, word.to) };
  });
  return (
    <p className={classes.text} dir="auto" data-selectable>
      {text.slice(0, words[0]?.from ?? text.length)}
      {pieces.map(({ from, word, after, share }) => (
        <span key={from}>
          <mark
            className={share >= 0 ? classes.speaksFor : classes.speaksAgainst}
            style={{ "--weight": `${Math.round((60 * Math.abs(share)) / most)}%` } as CSSProperties}
          >
            {word}
          </mark>
          {after}
        </span>
      ))}
    </p>
  );
};

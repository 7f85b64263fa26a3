/** Languages as ISO 639-1 codes: from codes of two or three letters and from names in English and Chinese. */

import { longestValue } from "./bounds.ts";
import { once } from "./once.ts";

/** Codes of two letters that Intl names; what it only echoes is none. */
const codes = once((): readonly string[] => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  return [...letters].flatMap((a) => [...letters].map((b) => a + b)).filter((code) => names.of(code));
});

const byName = once((): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const language of ["en", "zh-CN"]) {
    const names = new Intl.DisplayNames([language], { type: "language", fallback: "none" });
    for (const code of codes()) {
      const name = names.of(code)?.toLowerCase();
      if (name && !found.has(name)) found.set(name, code);
    }
  }
  for (const name of ["mandarin", "cantonese", "国语", "普通话", "粤语", "汉语", "cn", "chi", "cmn", "yue"])
    found.set(name, "zh");
  return found
    .set("英文", "en")
    .set("日文", "ja")
    .set("韩文", "ko")
    .set("法文", "fr")
    .set("ger", "de")
    .set("fre", "fr");
});

export const readLanguage = (text: string): string | null => {
  if (text.length > longestValue) return null;
  const word = text.trim().toLowerCase();
  const named = byName().get(word);
  if (named) return named;
  if (/普通话|国语|汉语|粤语|mandarin|cantonese/.test(word)) return "zh";
  // Of several the first is the film's own.
  const [first = "", ...others] = word.split(/\s*[/,;|、]\s*/);
  if (others.length > 0) return readLanguage(first);
  const [, code] = /^([a-z]{2,3})(?:[-_][a-z0-9_-]+)?$/.exec(word) ?? [];
  if (code === undefined) return null;
  const [canonical = ""] = Intl.getCanonicalLocales(code);
  return codes().includes(canonical) ? canonical : null;
};

const han = /\p{Script=Han}/gu;
const letter = /\p{L}/gu;

/** Chinese where at least a fifth of the letters are Chinese characters: they say more each than Latin letters do. */
export const languageOfText = (text: string): "en" | "zh" => {
  const start = text.slice(0, 400);
  const characters = start.match(han)?.length ?? 0;
  return characters > 0 && characters >= (start.match(letter)?.length ?? 0) / 5 ? "zh" : "en";
};

import { expect, test } from "vitest";
import { languageOfText, readLanguage } from "./languages.ts";

test.each([
  ["en", "en"],
  ["English", "en"],
  ["zh-CN", "zh"],
  ["zh_TW", "zh"],
  ["cn", "zh"],
  ["中文", "zh"],
  ["粤语", "zh"],
  ["deu", "de"],
  ["Dutch", "nl"],
  ["日语", "ja"],
  ["fre", "fr"],
  ["汉语普通话", "zh"],
  ["English, French", "en"],
  ["xx", null],
  [", en", null],
  ["Klingon", null],
  ["", null],
])("%s", (text, code) => expect(readLanguage(text)).toBe(code));

test.each([
  ["a warm film", "en"],
  ["比较 失望", "zh"],
  ["越来越 像 Gay", "zh"],
  ["the wuxia (武侠) revival and everything that made it great", "en"],
  ["", "en"],
])("%s is in %s", (text, language) => expect(languageOfText(text)).toBe(language));

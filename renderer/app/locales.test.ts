import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const languages = ["en", "zh-CN"] as const;
const localeFolder = (language: string): string => join(root, "assets", "locales", language);
const namespaces = readdirSync(localeFolder("en")).map((file) => basename(file, ".json"));

/** Key -> words, nested keys joined by dots. */
const wordsOf = (language: string, namespace: string): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    else words.set(path.join("."), String(value));
  };
  walk(JSON.parse(readFileSync(join(localeFolder(language), `${namespace}.json`), "utf8")), []);
  return words;
};
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, "");
const placeholders = (text: string): string[] =>
  [...text.matchAll(/{{\s*([\w.]+)/g)].map((match) => match[1] as string).sort();

const sources = readdirSync(join(root, "renderer"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
  .map((entry) => ({
    name: join(entry.parentPath, entry.name),
    text: readFileSync(join(entry.parentPath, entry.name), "utf8"),
  }));

/** Namespace of a file's `t`: that of `useTranslation`, of a `TFunction` it is given, or the default. */
const namespaceOf = (text: string): string =>
  /useTranslation\(\[?"([\w-]+)"/.exec(text)?.[1] ?? /TFunction<"([\w-]+)"/.exec(text)?.[1] ?? "app";

/** Keys as written in `t("…")`; a template such as `tasks.${id}` becomes a pattern. */
const keysUsed = (
  text: string,
): { readonly namespace: string; readonly key: RegExp; readonly written: string }[] =>
  [...text.matchAll(/(?<![\w.])t\(\s*(?:"([^"]+)"|`([^`]+)`)/g)].map((match) => {
    const written = (match[1] ?? match[2]) as string;
    const [, prefix] = /^([\w-]+):/.exec(written) ?? [];
    const namespace = prefix ?? namespaceOf(text);
    const key = prefix ? written.slice(prefix.length + 1) : written;
    const pattern = key
      .split(/\$\{[^}]+\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[\\w-]+");
    return { namespace, key: new RegExp(`^${pattern}$`), written };
  });

describe("locales", () => {
  it("hold the same namespaces in every language", () => {
    for (const language of languages)
      expect(readdirSync(localeFolder(language)).sort()).toEqual(
        namespaces.map((name) => `${name}.json`).sort(),
      );
  });

  describe.each(namespaces)("%s", (namespace) => {
    const english = wordsOf("en", namespace);
    const chinese = wordsOf("zh-CN", namespace);

    it("has the same keys in both languages", () => {
      const keys = (words: ReadonlyMap<string, string>): string[] =>
        [...new Set([...words.keys()].map(withoutPlural))].sort();
      expect(keys(chinese)).toEqual(keys(english));
    });

    it("has the plural forms each language needs", () => {
      for (const [language, words] of [
        ["en", english],
        ["zh-CN", chinese],
      ] as const) {
        const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        for (const key of words.keys()) {
          const stem = withoutPlural(key);
          if (stem !== key)
            expect([...words.keys()].filter((other) => withoutPlural(other) === stem).sort()).toEqual(
              needed.map((form) => `${stem}_${form}`).sort(),
            );
        }
      }
    });

    it("leaves nothing empty, and fills the same places", () => {
      for (const [key, text] of chinese) {
        const original = english.get(key) ?? english.get(`${withoutPlural(key)}_other`) ?? "";
        expect(text.trim(), `zh-CN ${key}`).not.toBe("");
        expect(placeholders(text), key).toEqual(placeholders(original));
      }
      for (const [key, text] of english) expect(text.trim(), `en ${key}`).not.toBe("");
    });
  });

  it("hold every key that the pages use", () => {
    const known = new Map(
      namespaces.map((name) => [name, [...wordsOf("en", name).keys()].map(withoutPlural)]),
    );
    const missing = sources.flatMap(({ name, text }) =>
      keysUsed(text)
        .filter(({ namespace, key }) => !known.get(namespace)?.some((existing) => key.test(existing)))
        .map(({ namespace, written }) => `${name}: ${namespace}:${written}`),
    );
    expect(missing).toEqual([]);
  });
});

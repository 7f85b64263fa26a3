import { resolve } from "node:path";
import { expect, test } from "vitest";
import { commands, libraryArgument, parseBatch, usage } from "./command-line.ts";

const cwd = resolve("/home/user");

test("forgetting needs either a member or a file of keys with their system", () => {
  const parse = (...args: string[]) => parseBatch(["forget", "--library", "a.marquee", ...args], "/home");
  expect(parse("--member", "7")).toMatchObject({ ok: true, value: { options: { member: 7 } } });
  expect(parse("--keys", "k.txt", "--system", "till")).toMatchObject({
    ok: true,
    value: { options: { system: "till" } },
  });
  for (const args of [[], ["--keys", "k.txt"], ["--member", "7", "--system", "till"]])
    expect(parse(...args)).toMatchObject({ ok: false, error: { type: "Usage" } });
});

test("paths are taken relative to the caller's folder, options get their types", () => {
  const words = "train --library a.marquee --model autoencoder --holdout 0.2 --seed 3 --json".split(" ");
  expect(parseBatch(words, cwd)).toEqual({
    ok: true,
    value: {
      command: "train",
      json: true,
      paths: { library: resolve(cwd, "a.marquee") },
      options: { model: "autoencoder", holdout: 0.2, seed: 3 },
    },
  });
});

test("import takes its path as an argument", () => {
  expect(parseBatch(["import", "data", "--library", "/x.marquee"], cwd)).toMatchObject({
    ok: true,
    value: { json: false, paths: { path: resolve(cwd, "data"), library: resolve("/x.marquee") } },
  });
});

test("what to do with images is a word of its own", () => {
  expect(parseBatch(["images", "embed", "--library", "/x.marquee"], cwd)).toMatchObject({
    ok: true,
    value: { command: "images", options: { action: "embed" } },
  });
  expect(usage()).toContain("images embed|train|report|benefit|faces --library <path>");
});

test("a concept is tested from a file", () => {
  expect(parseBatch(["concept", "test", "a.json", "--library", "/x.marquee"], cwd)).toMatchObject({
    ok: true,
    value: { command: "concept", options: { action: "test" }, paths: { file: resolve(cwd, "a.json") } },
  });
  expect(parseBatch(["concept", "test", "--library", "/x.marquee"], cwd)).toMatchObject({ ok: false });
  // A portfolio is of the library's concepts where no file is named.
  const portfolio = parseBatch(["concept", "portfolio", "--library", "/x.marquee", "--budget", "5e7"], cwd);
  expect(portfolio).toMatchObject({ ok: true, value: { options: { action: "portfolio", budget: 5e7 } } });
  expect(parseBatch(["concept", "portfolio", "a.json", "--library", "/x.marquee"], cwd)).toMatchObject({
    value: { paths: { file: resolve(cwd, "a.json") } },
  });
  expect(parseBatch(["concept", "a.json", "test", "--library", "/x.marquee"], cwd)).toMatchObject({
    ok: false,
  });
});

test.each([
  [["images", "--library", "/x.marquee"], "images needs one of embed, train, report"],
  [["images", "dance", "--library", "/x.marquee"], "images needs one of embed, train, report"],
  [["images", "embed", "embed", "--library", "/x.marquee"], "too many words"],
  [[], "a command is needed"],
  [["fly"], 'no command "fly"'],
  [["constructor"], 'no command "constructor"'],
  [["train", "--library", "a.marquee"], "train needs --model"],
  [
    ["evaluate", "--library", "a.marquee", "--protocol", "cold-films", "--model", "best", "--seeds", "5..1"],
    "seeds are needed, as 1..5",
  ],
  [["train", "--library", "a.marquee", "--model", "magic"], "one of matrix-factorization, bayesian-factors"],
  [["train", "--library", "a.marquee", "--model", "autoencoder", "--seed", "x"], "a whole number"],
  [["train", "--library", "a.marquee", "--model", "autoencoder", "--split", "x"], "one of time, random"],
  [["recommend", "--library", "a.marquee", "--member", "1", "--colour", "red"], "--colour"],
  [["import", "--library", "a.marquee"], "import needs one <path>"],
  [["what-if", "--library", "a.marquee", "--film", "3", "--set", "colour=red"], "one of title, genres"],
  [["what-if", "--library", "a.marquee", "--film", "3", "--set", "genres"], "--set genres: one of title"],
  [["import", "files", "--warehouse", "Chain", "--library", "a.marquee"], "too many words"],
  [["plan", "--library", "a", "--venue", "b", "--week", "soon", "--out", "c"], "a date such as"],
])("%j is refused with words that help", (words, expected) => {
  const parsed = parseBatch(words, cwd);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.error.detail).toContain(expected);
});

test("a warehouse stands in place of the files to import", () => {
  expect(parseBatch(["import", "--warehouse", "Chain", "--library", "a.marquee"], cwd)).toMatchObject({
    ok: true,
    value: {
      command: "import",
      paths: { library: resolve(cwd, "a.marquee") },
      options: { warehouse: "Chain" },
    },
  });
});

test("settings may be given any number of times", () => {
  const words = [
    "what-if",
    "--library",
    "a",
    "--set",
    "genres=Drama,Crime",
    "--set",
    "year=1999",
    "--film",
    "3",
  ];
  expect(parseBatch(words, cwd)).toMatchObject({
    value: { options: { film: 3, set: JSON.stringify(["genres=Drama,Crime", "year=1999"]) } },
  });
});

test("a mapping is a file of JSON or the name of a stored one; a flag takes no value", () => {
  const words = (profile: string) => ["import", "a.csv", "--library", "b", "--profile", profile, "--dry-run"];
  expect(parseBatch(words("sales.json"), cwd)).toMatchObject({
    value: { paths: { profile: resolve(cwd, "sales.json") }, options: { "dry-run": true } },
  });
  expect(parseBatch(words("Box office"), cwd)).toMatchObject({
    value: { options: { profile: "Box office", "dry-run": true } },
  });
});

test("the usage names every command", () => {
  for (const name of Object.keys(commands)) expect(usage()).toContain(name);
});

test("a library argument is found among options", () => {
  expect(libraryArgument(["--no-sandbox", "x/a.marquee"], cwd)).toBe(resolve(cwd, "x/a.marquee"));
  expect(libraryArgument(["--no-sandbox", "--user-data-dir=x.marquee"], cwd)).toBeNull();
});

test("compare takes two plans, or a library and two models", () => {
  expect(parseBatch(["compare", "a.json", "b.json", "--json"], "/plans")).toEqual({
    ok: true,
    value: {
      command: "compare",
      json: true,
      paths: { "first-plan": "/plans/a.json", "second-plan": "/plans/b.json" },
      options: {},
    },
  });
  expect(parseBatch(["compare", "a.json", "b.json", "--first", "m"], "/").ok).toBe(false);
  expect(parseBatch(["compare", "a.json"], "/").ok).toBe(false);
  const models = ["compare", "--library", "a.marquee", "--first", "m", "--second", "n"];
  expect(parseBatch(models, "/").ok).toBe(true);
});

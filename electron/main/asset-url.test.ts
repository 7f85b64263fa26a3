import { sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileOfUrl } from "./asset-url.ts";

const root = `${sep}app${sep}renderer`;

test("the root is the index page, and a path is a file below the root", () => {
  expect(fileOfUrl(root, "marquee://app/")).toBe(`${root}${sep}index.html`);
  expect(fileOfUrl(root, "marquee://app/assets/main.js?v=1#x")).toBe(`${root}${sep}assets${sep}main.js`);
});

test.each([
  "marquee://other/index.html",
  "https://app/index.html",
  "file:///etc/passwd.html",
  "marquee://app/..%2f..%2fsecret.json",
  "marquee://app/%2e%2e/%2e%2e/secret.json",
  "marquee://app/a/..%5c..%5csecret.json",
  "marquee://app/index.html%00.js",
  "marquee://app/%E0%A4%A.js",
  "marquee://app/library.marquee",
  "not a url",
])("%s leads nowhere outside the build", (url) => {
  const file = fileOfUrl(root, url);
  expect(file === null || file.startsWith(root + sep)).toBe(true);
  if (/other|https|file:|%00|A4%A|marquee$|not a/.test(url)) expect(file).toBeNull();
});

test("no URL at all leads outside the build", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("..", "%2e%2e", "%2f", "/", "a", "%5c", "\\", "%00", ".js"), {
        maxLength: 12,
      }),
      (parts) => {
        const file = fileOfUrl(root, `marquee://app/${parts.join("")}.js`);
        expect(file === null || (file.startsWith(root + sep) && !file.split(sep).includes(".."))).toBe(true);
      },
    ),
  );
});

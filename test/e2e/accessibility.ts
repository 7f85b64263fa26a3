/** What axe holds against a page. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { untilQuiet } from "./journey.ts";

/** Its half megabyte is read once by each document, not at every check. */
const readAxe = async (page: Page): Promise<void> => {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
};

export const expectAccessible = async (page: Page): Promise<void> => {
  await untilQuiet(page);
  await readAxe(page);
  const faults = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { readonly axe: typeof axe };
    // To name every element that passed takes longer than the checks.
    const { violations } = await inPage.run(document, { resultTypes: ["violations"], iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
    );
  });
  expect(faults).toEqual([]);
};

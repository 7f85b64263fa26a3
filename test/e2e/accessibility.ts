/** What axe holds against a page. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { untilQuiet } from "./journey.ts";

/** Its half megabyte is read once by each document, not at every check. */
const readAxe = async (page: Page): Promise<void> => {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
};

/** A notification that fades in or out is no judge of its contrast. */
const untilSteady = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    [...document.querySelectorAll(".mantine-Notification-root")].every(
      (notification) => notification.getAnimations({ subtree: true }).length === 0,
    ),
  );

const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { readonly axe: typeof axe };
    // To name every element that passed takes longer than the checks.
    const { violations } = await inPage.run(document, { resultTypes: ["violations"], iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
    );
  });

export const expectAccessible = async (page: Page): Promise<void> => {
  await untilQuiet(page);
  await readAxe(page);
  await untilSteady(page);
  let faults = await faultsOf(page);
  // One may have begun to fade meanwhile; a fault of one that stays is found again.
  if (faults.some((fault) => fault.includes("mantine-Notification"))) {
    await untilSteady(page);
    faults = await faultsOf(page);
  }
  expect(faults).toEqual([]);
};

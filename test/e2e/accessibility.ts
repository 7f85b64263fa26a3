/** What axe holds against a page. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { untilQuiet } from "./journey.ts";

export const expectAccessible = async (page: Page): Promise<void> => {
  await untilQuiet(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // To name every element that passed takes longer than the checks.
    .options({ resultTypes: ["violations"] })
    .analyze();
  expect(
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
    ),
  ).toEqual([]);
};

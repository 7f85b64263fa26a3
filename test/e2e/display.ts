/** Gives a test run a screen of its own where there is none. */
import { hasDisplay, openVirtualDisplay } from "../../scripts/runtime/display.ts";

export const setup = async (): Promise<(() => void) | undefined> => {
  if (hasDisplay()) return undefined;
  const display = await openVirtualDisplay();
  process.env.DISPLAY = display.name;
  return display.close;
};

/** Gives a test file a screen of its own where there is none: files that run side by side do not share a focus. */
import { hasDisplay, openVirtualDisplay } from "../../scripts/runtime/display.ts";

if (!hasDisplay()) process.env.DISPLAY = (await openVirtualDisplay()).name;

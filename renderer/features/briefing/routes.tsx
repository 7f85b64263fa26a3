import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "briefing",
    lazy: async () => ({ Component: (await import("./briefing-page.tsx")).BriefingPage }),
  },
];

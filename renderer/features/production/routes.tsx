import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "production",
    lazy: async () => ({ Component: (await import("./production-page.tsx")).ProductionPage }),
  },
];

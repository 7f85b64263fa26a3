import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "plan/:id/actuals",
    lazy: async () => ({ Component: (await import("./actuals-page.tsx")).ActualsPage }),
  },
];

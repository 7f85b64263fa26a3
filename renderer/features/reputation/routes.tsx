import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "reputation",
    lazy: async () => ({ Component: (await import("./reputation-page.tsx")).ReputationPage }),
  },
];

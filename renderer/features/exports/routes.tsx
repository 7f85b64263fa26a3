import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "exports",
    lazy: async () => ({ Component: (await import("./exports-page.tsx")).ExportsPage }),
  },
];

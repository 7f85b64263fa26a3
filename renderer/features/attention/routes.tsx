import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "attention",
    lazy: async () => ({ Component: (await import("./attention-page.tsx")).AttentionPage }),
  },
];

import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "models",
    lazy: async () => ({ Component: (await import("./models-page.tsx")).ModelsPage }),
  },
];

import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "models/tuning",
    lazy: async () => ({ Component: (await import("./tuning/tuning-page.tsx")).TuningPage }),
  },
  {
    path: "models",
    lazy: async () => ({ Component: (await import("./models-page.tsx")).ModelsPage }),
  },
  {
    path: "models/watch",
    lazy: async () => ({ Component: (await import("./watch-page.tsx")).WatchPage }),
  },
];

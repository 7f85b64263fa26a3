import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "production",
    lazy: async () => ({ Component: (await import("./production-page.tsx")).ProductionPage }),
  },
  {
    path: "production/white-space",
    lazy: async () => ({ Component: (await import("./white-space-page.tsx")).WhiteSpacePage }),
  },
  {
    path: "production/portfolio",
    lazy: async () => ({ Component: (await import("./portfolio-page.tsx")).PortfolioPage }),
  },
];

import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "attention",
    lazy: async () => ({ Component: (await import("./attention-page.tsx")).AttentionPage }),
  },
  {
    path: "attention/promotion",
    lazy: async () => ({ Component: (await import("./promotion/promotion-page.tsx")).PromotionPage }),
  },
  {
    path: "attention/windows",
    lazy: async () => ({ Component: (await import("./windows/windows-page.tsx")).WindowsPage }),
  },
];

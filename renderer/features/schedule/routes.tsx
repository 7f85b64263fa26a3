import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "schedule",
    lazy: async () => ({ Component: (await import("./schedule-page.tsx")).SchedulePage }),
  },
  {
    path: "schedule/compare",
    lazy: async () => ({ Component: (await import("./compare/compare-page.tsx")).ComparePage }),
  },
  {
    path: "schedule/rules",
    lazy: async () => ({ Component: (await import("./rules/rules-page.tsx")).RulesPage }),
  },
];

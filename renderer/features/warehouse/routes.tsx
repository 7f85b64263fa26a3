import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "import/warehouse",
    lazy: async () => ({ Component: (await import("./warehouse-page.tsx")).WarehousePage }),
  },
];

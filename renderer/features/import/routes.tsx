import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "import", lazy: async () => ({ Component: (await import("./import-page.tsx")).ImportPage }) },
];

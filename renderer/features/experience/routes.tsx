import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  {
    path: "experience",
    lazy: async () => ({ Component: (await import("./experience-page.tsx")).ExperiencePage }),
  },
];

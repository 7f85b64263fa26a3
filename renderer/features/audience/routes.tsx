import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "audience", lazy: async () => ({ Component: (await import("./audience-page.tsx")).AudiencePage }) },
  {
    path: "audience/segment/:id",
    lazy: async () => ({ Component: (await import("./segment-page.tsx")).SegmentPage }),
  },
  {
    path: "audience/clusters",
    lazy: async () => ({ Component: (await import("./clusters-page.tsx")).ClustersPage }),
  },
  {
    path: "audience/member/:id",
    lazy: async () => ({ Component: (await import("./member-page.tsx")).MemberPage }),
  },
];

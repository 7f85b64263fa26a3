import { Navigate, type RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "retention", element: <Navigate to="/retention/outlook" replace /> },
  {
    path: "retention/:view",
    lazy: async () => ({ Component: (await import("./retention-page.tsx")).RetentionPage }),
  },
];

import { Navigate, type RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "experience", element: <Navigate to="/experience/effects" replace /> },
  {
    path: "experience/:view",
    lazy: async () => ({ Component: (await import("./experience-page.tsx")).ExperiencePage }),
  },
];

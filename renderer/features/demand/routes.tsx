import { Navigate, type RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "demand", element: <Navigate to="/demand/forecast" replace /> },
  {
    path: "demand/:view",
    lazy: async () => ({ Component: (await import("./demand-page.tsx")).DemandPage }),
  },
];

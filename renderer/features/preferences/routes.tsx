import { Navigate, type RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "preferences", element: <Navigate to="/preferences/member" replace /> },
  {
    path: "preferences/:way/:id?",
    lazy: async () => ({ Component: (await import("./preferences-page.tsx")).PreferencesPage }),
  },
];

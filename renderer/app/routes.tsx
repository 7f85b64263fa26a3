/**
 * Routes: each feature exports `routes` from its `routes.tsx`; pages are loaded when first visited.
 * Pages are drawn inside the shell, which sees to it that a library is open.
 */
import { createHashRouter, Navigate, type RouteObject } from "react-router";
import { PageError } from "./error-boundary.tsx";
import { Shell } from "./shell.tsx";
import { Welcome } from "./welcome.tsx";

const features = import.meta.glob<{ routes: readonly RouteObject[] }>("../features/*/routes.tsx", {
  eager: true,
});

export const makeRouter = () =>
  createHashRouter([
    {
      path: "/",
      element: <Shell />,
      errorElement: <PageError />,
      children: [
        { index: true, element: <Navigate to="/library" replace /> },
        { path: "welcome", element: <Welcome /> },
        {
          errorElement: <PageError />,
          children: Object.values(features).flatMap(({ routes }) => [...routes]),
        },
        { path: "*", element: <Navigate to="/library" replace /> },
      ],
    },
  ]);

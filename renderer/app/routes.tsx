/**
 * Routes: each feature exports `routes` from its `routes.tsx`; pages are loaded when first visited.
 * Pages are drawn inside the shell, which sees to it that a library is open.
 */
import { createHashRouter, Navigate } from "react-router";
import { routes as actualsRoutes } from "../features/actuals/routes.tsx";
import { routes as attentionRoutes } from "../features/attention/routes.tsx";
import { routes as audienceRoutes } from "../features/audience/routes.tsx";
import { routes as briefingRoutes } from "../features/briefing/routes.tsx";
import { routes as demandRoutes } from "../features/demand/routes.tsx";
import { routes as experienceRoutes } from "../features/experience/routes.tsx";
import { routes as exportsRoutes } from "../features/exports/routes.tsx";
import { routes as imagesRoutes } from "../features/images/routes.tsx";
import { routes as importRoutes } from "../features/import/routes.tsx";
import { routes as libraryRoutes } from "../features/library/routes.tsx";
import { routes as modelsRoutes } from "../features/models/routes.tsx";
import { routes as preferencesRoutes } from "../features/preferences/routes.tsx";
import { routes as productionRoutes } from "../features/production/routes.tsx";
import { routes as reputationRoutes } from "../features/reputation/routes.tsx";
import { routes as retentionRoutes } from "../features/retention/routes.tsx";
import { routes as scheduleRoutes } from "../features/schedule/routes.tsx";
import { routes as settingsRoutes } from "../features/settings/routes.tsx";
import { routes as warehouseRoutes } from "../features/warehouse/routes.tsx";
import { PageError } from "./error-boundary.tsx";
import { NotOpenedPage } from "./not-opened.tsx";
import { Shell } from "./shell.tsx";
import { Welcome } from "./welcome.tsx";

const features = [
  actualsRoutes,
  attentionRoutes,
  audienceRoutes,
  briefingRoutes,
  demandRoutes,
  experienceRoutes,
  retentionRoutes,
  exportsRoutes,
  imagesRoutes,
  importRoutes,
  libraryRoutes,
  modelsRoutes,
  preferencesRoutes,
  productionRoutes,
  reputationRoutes,
  scheduleRoutes,
  settingsRoutes,
  warehouseRoutes,
];

export const makeRouter = () =>
  createHashRouter([
    {
      path: "/",
      element: <Shell />,
      errorElement: <PageError />,
      children: [
        { index: true, element: <Navigate to="/library" replace /> },
        { path: "welcome", element: <Welcome /> },
        { path: "not-opened", element: <NotOpenedPage /> },
        {
          errorElement: <PageError />,
          children: features.flatMap((routes) => [...routes]),
        },
        { path: "*", element: <Navigate to="/library" replace /> },
      ],
    },
  ]);

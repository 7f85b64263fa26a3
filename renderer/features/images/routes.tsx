import type { RouteObject } from "react-router";

const page = async () => ({ Component: (await import("./images-page.tsx")).ImagesPage });

export const routes: readonly RouteObject[] = [
  { path: "images", lazy: page },
  { path: "images/:view", lazy: page },
];

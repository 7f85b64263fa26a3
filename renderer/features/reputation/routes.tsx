import type { RouteObject } from "react-router";

const page = async () => ({ Component: (await import("./reputation-page.tsx")).ReputationPage });

export const routes: readonly RouteObject[] = [
  { path: "reputation", lazy: page },
  {
    path: "reputation/label",
    lazy: async () => ({ Component: (await import("./label-page.tsx")).LabelPage }),
  },
  {
    path: "reputation/links",
    lazy: async () => ({ Component: (await import("./links-page.tsx")).LinksPage }),
  },
  {
    path: "reputation/words",
    lazy: async () => ({ Component: (await import("./words-page.tsx")).WordsPage }),
  },
  { path: "reputation/:kind", lazy: page },
  { path: "reputation/:kind/:key", lazy: page },
];

import type { RouteObject } from "react-router";

export const routes: readonly RouteObject[] = [
  { path: "import", lazy: async () => ({ Component: (await import("./import-page.tsx")).ImportPage }) },
  {
    path: "import/history",
    lazy: async () => ({ Component: (await import("./history/history-page.tsx")).HistoryPage }),
  },
  {
    path: "import/quarantine",
    lazy: async () => ({ Component: (await import("./quarantine/quarantine-page.tsx")).QuarantinePage }),
  },
  {
    path: "import/matches",
    lazy: async () => ({ Component: (await import("./identity/matches-page.tsx")).MatchesPage }),
  },
  {
    path: "import/quality",
    lazy: async () => ({ Component: (await import("./quality/quality-page.tsx")).QualityPage }),
  },
  {
    path: "import/changes",
    lazy: async () => ({ Component: (await import("./identity/changes-page.tsx")).ChangesPage }),
  },
];

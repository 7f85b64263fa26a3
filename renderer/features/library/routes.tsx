import type { RouteObject } from "react-router";
import { LibraryPage } from "./library-page.tsx";

/** The first page anyone sees is part of the first bundle. */
export const routes: readonly RouteObject[] = [
  { path: "library", element: <LibraryPage /> },
  {
    path: "library/film/:id",
    lazy: async () => ({ Component: (await import("./film-page.tsx")).FilmPage }),
  },
];

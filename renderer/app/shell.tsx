/** The window: top bar, navigation, the page, status bar; and what reaches the page from outside it. */
import { useEffect, useState } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { useLibrary } from "../client/library.ts";
import { LoadingState } from "../ui/states.tsx";
import { DropTarget } from "./drop-target.tsx";
import { HostEvents } from "./host-events.tsx";
import { LibraryActionsProvider, useLibraryActions } from "./library-actions.tsx";
import { LibraryBanner } from "./library-banner.tsx";
import { Navigation } from "./navigation.tsx";
import { Palette } from "./palette.tsx";
import classes from "./shell.module.css";
import { StatusBar } from "./status-bar.tsx";
import { useWindowTask } from "./task-context.ts";
import { tasks } from "./tasks.ts";
import { TopBar } from "./top-bar.tsx";

export const Shell = () => (
  <LibraryActionsProvider>
    <HostEvents />
    <Palette />
    <DropTarget />
    <div className={classes.shell}>
      <TopBar />
      <Navigation />
      <main className={classes.main}>
        <LibraryBanner />
        <div className={classes.page}>
          <Content />
        </div>
      </main>
      <StatusBar />
    </div>
  </LibraryActionsProvider>
);

/** The page; the welcome page instead where a library is needed and none is open. */
const Content = () => {
  const library = useLibrary();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const opening = useOpeningOfTask();
  const needsLibrary =
    pathname !== "/welcome" &&
    pathname !== "/not-opened" &&
    !tasks.some(({ always, path }) => always && pathname.startsWith(path));
  const lost = !opening && library === null && needsLibrary;
  useEffect(() => {
    if (lost) void navigate("/welcome", { replace: true });
  }, [lost, navigate]);
  if (opening || library === undefined || lost) return <LoadingState rows={12} />;
  return <Outlet />;
};

let taskOpened = false;

/** Opens the library this window was started with, once. True until that is over. */
const useOpeningOfTask = (): boolean => {
  const { library } = useWindowTask();
  const { openFile } = useLibraryActions();
  const [opening, setOpening] = useState(library !== null && !taskOpened);
  useEffect(() => {
    if (!library || taskOpened) return;
    taskOpened = true;
    void openFile(library).finally(() => setOpening(false));
  }, [library, openFile]);
  return opening;
};

import { MantineProvider, mergeThemeOverrides, Notification } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router/dom";
import type { Task } from "../../shared/contract/host.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import type { Clients } from "../client/client.ts";
import { ClientsProvider } from "../client/context.tsx";
import { usePreferences } from "../client/preferences.ts";
import { usePrivacy } from "../client/privacy.ts";
import { MinimumGroup } from "../ui/states.tsx";
import { cssVariables, theme } from "../ui/theme.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { HandedIn } from "./handed-in.tsx";
import { changeLanguage } from "./i18n.ts";
import { makeRouter } from "./routes.tsx";
import { TaskContext } from "./task-context.ts";

interface AppProps {
  readonly clients: Clients;
  readonly queries: QueryClient;
  readonly task: Extract<Task, { type: "window" }>;
}

const router = makeRouter();

export const App = ({ clients, queries, task }: AppProps) => (
  <ClientsProvider clients={clients}>
    <QueryClientProvider client={queries}>
      <TaskContext.Provider value={task}>
        <Look>
          <ErrorBoundary>
            <HandedIn>
              <Minimum>
                <RouterProvider router={router} />
              </Minimum>
            </HandedIn>
          </ErrorBoundary>
          <Notifications position="bottom-right" limit={4} />
        </Look>
      </TaskContext.Provider>
    </QueryClientProvider>
  </ClientsProvider>
);

/** Whatever is kept back says below which number. */
const Minimum = ({ children }: { readonly children: ReactNode }) => {
  const minimum = usePrivacy().data?.minimum ?? usualMinimum;
  return <MinimumGroup.Provider value={minimum}>{children}</MinimumGroup.Provider>;
};

const Look = ({ children }: { readonly children: ReactNode }) => {
  const systemDark = useMediaQuery("(prefers-color-scheme: dark)", false, { getInitialValueInEffect: false });
  const { preferences } = usePreferences();
  useEffect(() => void changeLanguage(preferences.language), [preferences.language]);
  const { t } = useTranslation("ui");
  const close = t("close");
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Notification: Notification.extend({ defaultProps: { closeButtonProps: { "aria-label": close } } }),
        },
      }),
    [close],
  );
  const dark = preferences.theme === "system" ? systemDark : preferences.theme === "dark";
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      forceColorScheme={dark ? "dark" : "light"}
    >
      {children}
    </MantineProvider>
  );
};

import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { useClients } from "../client/context.tsx";
import { useRead } from "../client/read.ts";
import { ErrorState } from "../ui/states.tsx";
import { reportBug } from "./bugs.ts";

/** A bug in drawing, with the reference it was logged under and its stack to copy. */
const BugReport = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const { t } = useTranslation("app");
  const { host } = useClients();
  const ref = useRead(["preferences", "bug", String(error)], async () => ({
    ok: true as const,
    value: await reportBug(host, error),
  })).data;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const fault = { type: "Internal", ref: ref ?? "…", stack };
  return (
    <div style={{ padding: 24, maxWidth: 720 }}>
      <ErrorState fault={fault} onRetry={onRetry} />
      <Button variant="subtle" mt="sm" onClick={() => window.location.reload()}>
        {t("bug.restart")}
      </Button>
    </div>
  );
};

/** The last net, outside the pages. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <BugReport error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

/** A page that failed to draw; the rest of the window goes on. */
export const PageError = () => {
  const error = useRouteError();
  return <BugReport error={error} onRetry={() => window.location.reload()} />;
};

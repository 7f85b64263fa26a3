import type { ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons of the page, right of the title. */
  readonly actions?: ReactNode;
  /** The page's content fills the height and scrolls by itself, as tables and boards do. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** One page of a task: header and content. */
export const Page = ({ title, subtitle, actions, fill = false, children }: PageProps) => (
  <section className={classes.page} aria-label={title}>
    <PageHeader title={title} subtitle={subtitle} actions={actions} />
    <div className={fill ? classes.filled : classes.scrolling} {...(fill ? {} : { tabIndex: -1 })}>
      {children}
    </div>
  </section>
);

export const PageHeader = ({ title, subtitle, actions }: Omit<PageProps, "children" | "fill">) => (
  <header className={classes.header}>
    <div className={classes.heading}>
      <h1>{title}</h1>
      {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
    </div>
    {actions !== undefined && <div className={classes.actions}>{actions}</div>}
  </header>
);

interface PanelProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding around the content, for tables. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export const Panel = ({ title, actions, flush = false, children }: PanelProps) => (
  <section className={classes.panel}>
    {(title !== undefined || actions !== undefined) && (
      <header className={classes.panelHeader}>
        <h2>{title}</h2>
        {actions}
      </header>
    )}
    <div className={flush ? classes.flush : classes.panelBody}>{children}</div>
  </section>
);

/** Names and values of one thing, two columns. Null values are left out. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className={classes.facts}>
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "")
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-selectable>{value}</dd>
        </div>
      ))}
  </dl>
);

/** Panels side by side that wrap when the window is narrow. */
export const Columns = ({ min = 320, children }: { readonly min?: number; readonly children: ReactNode }) => (
  <div className={classes.columns} style={{ gridTemplateColumns: `repeat(auto-fit, minmax(${min}px, 1fr))` }}>
    {children}
  </div>
);

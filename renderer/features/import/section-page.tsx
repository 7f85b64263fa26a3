/** A page of the import: title, tabs, content. */
import type { ReactNode } from "react";
import { PageHeader } from "../../ui/page.tsx";
import classes from "./import.module.css";
import { ImportTabs } from "./import-tabs.tsx";

interface SectionPageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** The content fills the height and scrolls by itself. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

export const SectionPage = ({ title, subtitle, actions, fill = false, children }: SectionPageProps) => (
  <section className={classes.section} aria-label={title}>
    <PageHeader title={title} subtitle={subtitle} actions={actions} />
    <ImportTabs />
    <div className={fill ? classes.filled : classes.scrolling} {...(fill ? {} : { tabIndex: -1 })}>
      {children}
    </div>
  </section>
);

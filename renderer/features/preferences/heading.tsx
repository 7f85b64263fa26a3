import type { ReactNode } from "react";
import classes from "./preferences.module.css";

interface HeadingProps {
  readonly title: string;
  readonly facts: readonly (string | null | undefined)[];
  readonly picture?: ReactNode;
  readonly action?: ReactNode;
}

export const Heading = ({ title, facts, picture, action }: HeadingProps) => (
  <header className={classes.heading}>
    {picture}
    <div>
      <h2>{title}</h2>
      <p>{facts.filter(Boolean).join(" · ")}</p>
    </div>
    {action}
  </header>
);

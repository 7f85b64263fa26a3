/** A setting: its name, what it means, its control. */
import { type ReactNode, useId } from "react";
import classes from "./settings.module.css";

interface SettingProps {
  readonly name: string;
  readonly words: string;
  /** The control, named by the setting. */
  readonly children: (label: { readonly "aria-labelledby": string }) => ReactNode;
}

export const Setting = ({ name, words, children }: SettingProps) => {
  const id = useId();
  return (
    <div className={classes.setting}>
      <div>
        <div id={id} className={classes.name}>
          {name}
        </div>
        <div className={classes.dim}>{words}</div>
      </div>
      {children({ "aria-labelledby": id })}
    </div>
  );
};

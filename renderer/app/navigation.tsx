import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useLibrary } from "../client/library.ts";
import classes from "./shell.module.css";
import { taskGroups } from "./tasks.ts";

/** Groups whose tasks need no name above them. */
const nameless: ReadonlySet<string> = new Set(["week", "files"]);

export const Navigation = () => {
  const { t } = useTranslation("app");
  const library = useLibrary();
  return (
    <nav className={classes.nav} aria-label={t("navigation.label")}>
      {taskGroups.map(({ id, tasks }) => (
        <ul key={id} className={classes.group} aria-label={t(`groups.${id}`)}>
          {!nameless.has(id) && (
            <li className={classes.groupName} aria-hidden>
              {t(`groups.${id}`)}
            </li>
          )}
          {tasks.map(({ id, path, icon: Icon, keys, always }) => (
            <li key={id}>
              <NavLink to={path} className={classes.link} aria-disabled={!library && !always}>
                <Icon size={17} stroke={1.6} aria-hidden />
                <span className={classes.name}>{t(`tasks.${id}`)}</span>
                {keys && (
                  <span className={classes.hint} aria-hidden>
                    {keys}
                  </span>
                )}
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
};

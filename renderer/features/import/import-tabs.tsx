/** The pages of the import, under one title. */
import { IconArrowBackUp, IconChartBar, IconFileImport, IconHistory } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { useCommands } from "../../client/commands.ts";
import classes from "./tabs.module.css";

const tabs = [
  { id: "import", path: "/import", icon: IconFileImport },
  { id: "history", path: "/import/history", icon: IconHistory },
  { id: "quality", path: "/import/quality", icon: IconChartBar },
  { id: "changes", path: "/import/changes", icon: IconArrowBackUp },
] as const;

export const ImportTabs = () => {
  const { t } = useTranslation("import");
  const navigate = useNavigate();
  useCommands(
    useMemo(
      () =>
        tabs.map(({ id, path }) => ({
          id: `import.${id}`,
          label: t(`tabs.go.${id}`),
          run: () => void navigate(path),
        })),
      [t, navigate],
    ),
  );
  return (
    <nav className={classes.tabs} aria-label={t("tabs.label")}>
      {tabs.map(({ id, path, icon: Icon }) => (
        <NavLink key={id} to={path} end className={classes.tab}>
          <Icon size={15} stroke={1.7} aria-hidden />
          {t(`tabs.${id}`)}
        </NavLink>
      ))}
    </nav>
  );
};

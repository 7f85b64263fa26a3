/** The pages of the import, under one title. */
import {
  IconArrowBackUp,
  IconArrowsJoin,
  IconChartBar,
  IconFileImport,
  IconHistory,
  IconShieldX,
} from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { useCommands } from "../../client/commands.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import classes from "./tabs.module.css";

const tabs = [
  { id: "import", path: "/import", icon: IconFileImport },
  { id: "history", path: "/import/history", icon: IconHistory },
  { id: "quarantine", path: "/import/quarantine", icon: IconShieldX },
  { id: "matches", path: "/import/matches", icon: IconArrowsJoin },
  { id: "quality", path: "/import/quality", icon: IconChartBar },
  { id: "changes", path: "/import/changes", icon: IconArrowBackUp },
] as const;

/** What waits for somebody: rows in quarantine, doubtful films. */
const useWaiting = (): Readonly<Record<string, number>> => {
  const { data } = useClients();
  const rows = useRead(["import", "quarantine", "waiting"], (signal) =>
    data.quarantine({ state: "waiting", search: "", offset: 0, limit: 1 }, { signal }),
  ).data?.total;
  const films = useRead(["import", "matches", "waiting"], (signal) =>
    data.filmMatches({ state: "open", offset: 0, limit: 1 }, { signal }),
  ).data?.total;
  return { quarantine: rows ?? 0, matches: films ?? 0 };
};

export const ImportTabs = () => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const navigate = useNavigate();
  const waiting = useWaiting();
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
          {(waiting[id] ?? 0) > 0 && (
            <span className={classes.count} title={t("tabs.waiting", { count: waiting[id] ?? 0 })}>
              {format.compact(waiting[id] ?? 0)}
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
};

/** Without a library: what Marquee is for, and the four ways to one. */
import { Button } from "@mantine/core";
import { IconDatabaseImport, IconFolderOpen, IconMovie, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import icon from "../../assets/icons/marquee.svg";
import { useRunningWork } from "../client/work.ts";
import { useFormat } from "../ui/format.ts";
import { ProgressBar } from "../ui/progress.tsx";
import { useLibraryActions } from "./library-actions.tsx";
import { useRecentLibraries } from "./top-bar.tsx";
import classes from "./welcome.module.css";

export const Welcome = () => {
  const { t } = useTranslation("app");
  const format = useFormat();
  const actions = useLibraryActions();
  const recent = useRecentLibraries();
  const [work] = useRunningWork();
  return (
    <section className={classes.welcome} aria-label={t("welcome.title")}>
      <div className={classes.column}>
        <header className={classes.header}>
          <img src={icon} width={44} height={44} alt="" />
          <div>
            <h1>{t("welcome.title")}</h1>
            <p>{t("welcome.purpose")}</p>
          </div>
        </header>
        {work && (
          <div className={classes.work}>
            <ProgressBar
              label={work.label}
              share={work.share}
              secondsLeft={work.secondsLeft}
              {...(work.cancel ? { onCancel: work.cancel } : {})}
            />
          </div>
        )}
        <ul className={classes.ways}>
          <Way icon={<IconMovie />} title={t("welcome.sample.title")} words={t("welcome.sample.words")}>
            <Button onClick={() => void actions.openSample()} disabled={Boolean(work)}>
              {t("welcome.sample.action")}
            </Button>
          </Way>
          <Way icon={<IconPlus />} title={t("welcome.new.title")} words={t("welcome.new.words")}>
            <Button variant="default" onClick={() => void actions.newLibrary()}>
              {t("welcome.new.action")}
            </Button>
          </Way>
          <Way icon={<IconFolderOpen />} title={t("welcome.open.title")} words={t("welcome.open.words")}>
            <Button variant="default" onClick={() => void actions.openLibrary()}>
              {t("welcome.open.action")}
            </Button>
          </Way>
          <Way
            icon={<IconDatabaseImport />}
            title={t("welcome.import.title")}
            words={t("welcome.import.words")}
          />
        </ul>
        {recent.length > 0 && (
          <>
            <h2>{t("library.recent")}</h2>
            <ul className={classes.recent}>
              {recent.map((file) => (
                <li key={file.path}>
                  <button type="button" onClick={() => void actions.openFile(file)}>
                    <strong>{file.name}</strong>
                    <span>{file.path}</span>
                    {file.missing ? (
                      <em>{t("library.missing")}</em>
                    ) : (
                      <time>{format.dateTime(file.openedAt / 1000)}</time>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
};

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly words: string;
  readonly children?: ReactNode;
}

const Way = ({ icon, title, words, children }: WayProps) => (
  <li>
    <span className={classes.icon} aria-hidden>
      {icon}
    </span>
    <div>
      <h2>{title}</h2>
      <p>{words}</p>
    </div>
    {children}
  </li>
);

import { ActionIcon, Menu } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconArrowBackUp, IconArrowForwardUp, IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import icon from "../../assets/icons/marquee.svg";
import { useClients } from "../client/context.tsx";
import { useLibrary } from "../client/library.ts";
import { useRead } from "../client/read.ts";
import { redo, type UndoTarget, undo, watchUndo } from "../client/undo.ts";
import { Kbd } from "../ui/figures.tsx";
import { useLibraryActions } from "./library-actions.tsx";
import classes from "./shell.module.css";

export const TopBar = () => {
  const { t } = useTranslation("app");
  return (
    <header className={classes.top}>
      <div className={classes.brand}>
        <LibrarySwitcher />
      </div>
      <button type="button" className={classes.search} onClick={spotlight.open}>
        <IconSearch size={15} aria-hidden />
        <span>{t("palette.hint")}</span>
        <Kbd keys="Ctrl+K" />
      </button>
      <UndoButtons />
    </header>
  );
};

const LibrarySwitcher = () => {
  const { t } = useTranslation("app");
  const library = useLibrary();
  const actions = useLibraryActions();
  const recent = useRecentLibraries().filter(({ path }) => path !== library?.path);
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button type="button" className={classes.switcher} title={library?.path}>
          <img src={icon} width={20} height={20} alt="" />
          <span>{library?.name ?? t("library.none")}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void actions.newLibrary()} rightSection={<Kbd keys="Ctrl+N" />}>
          {t("commands.newLibrary")}
        </Menu.Item>
        <Menu.Item onClick={() => void actions.openLibrary()} rightSection={<Kbd keys="Ctrl+O" />}>
          {t("commands.openLibrary")}
        </Menu.Item>
        <Menu.Item onClick={() => void actions.openSample()}>{t("commands.openSample")}</Menu.Item>
        {recent.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("library.recent")}</Menu.Label>
            {recent.slice(0, 6).map((file) => (
              <Menu.Item key={file.path} title={file.path} onClick={() => void actions.openFile(file)}>
                {file.name}
              </Menu.Item>
            ))}
          </>
        )}
        {library && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void actions.saveCopy()} rightSection={<Kbd keys="Ctrl+Shift+S" />}>
              {t("commands.saveCopy")}
            </Menu.Item>
            <Menu.Item onClick={actions.reveal}>{t("commands.reveal")}</Menu.Item>
            <Menu.Item onClick={() => void actions.closeLibrary()} rightSection={<Kbd keys="Ctrl+W" />}>
              {t("commands.closeLibrary")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

export const useRecentLibraries = () => {
  const { host } = useClients();
  return (
    useRead(["preferences", "recent"], (signal) => host.recentLibraries({}, { signal })).data?.libraries ?? []
  );
};

const UndoButtons = () => {
  const { t } = useTranslation("app");
  const { host } = useClients();
  const libraryOpen = Boolean(useLibrary());
  const [target, setTarget] = useState<UndoTarget | null>(null);
  useEffect(() => watchUndo(setTarget), []);
  const canUndo = target?.canUndo ?? false;
  const canRedo = target?.canRedo ?? false;
  useEffect(
    () => void host.setMenuState({ libraryOpen, canUndo, canRedo }),
    [host, libraryOpen, canUndo, canRedo],
  );
  return (
    <div className={classes.topActions}>
      <ActionIcon
        aria-label={t("commands.undo")}
        title={`${t("commands.undo")} (Ctrl+Z)`}
        disabled={!canUndo}
        onClick={undo}
      >
        <IconArrowBackUp size={17} />
      </ActionIcon>
      <ActionIcon
        aria-label={t("commands.redo")}
        title={`${t("commands.redo")} (Ctrl+Shift+Z)`}
        disabled={!canRedo}
        onClick={redo}
      >
        <IconArrowForwardUp size={17} />
      </ActionIcon>
    </div>
  );
};

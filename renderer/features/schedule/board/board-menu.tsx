/** The commands of the day and of the selected showing, in a menu: behind a button, or where the pointer asked for it. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Command } from "../../../client/commands.ts";
import { Kbd } from "../../../ui/figures.tsx";
import classes from "./board.module.css";
import type { BoardCommands } from "./board-commands.ts";

const Items = ({ commands }: { readonly commands: readonly Command[] }) =>
  commands.map(({ id, label, keys, enabled = true, run }) => (
    <Menu.Item
      key={id}
      disabled={!enabled}
      rightSection={keys ? <Kbd keys={keys} /> : undefined}
      onClick={run}
    >
      {label}
    </Menu.Item>
  ));

const Entries = ({ ofShowing, ofDay }: BoardCommands) => {
  const { t } = useTranslation("schedule");
  return (
    <Menu.Dropdown>
      {ofShowing.length > 0 && (
        <>
          <Menu.Label>{t("edits.ofShowing")}</Menu.Label>
          <Items commands={ofShowing} />
        </>
      )}
      {ofDay.length > 0 && (
        <>
          <Menu.Label>{t("edits.ofDay")}</Menu.Label>
          <Items commands={ofDay} />
        </>
      )}
    </Menu.Dropdown>
  );
};

export const DayMenu = ({
  commands,
  disabled,
}: {
  readonly commands: BoardCommands;
  readonly disabled: boolean;
}) => {
  const { t } = useTranslation("schedule");
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t("edits.menu")} title={t("edits.menu")} disabled={disabled}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Entries {...commands} />
    </Menu>
  );
};

export interface MenuPoint {
  readonly x: number;
  readonly y: number;
  readonly onShowing: boolean;
}

interface ContextMenuProps {
  readonly at: MenuPoint;
  readonly commands: BoardCommands;
  readonly onClose: () => void;
}

export const ContextMenu = ({ at, commands, onClose }: ContextMenuProps) => (
  <Menu
    opened
    position="bottom-start"
    offset={2}
    withinPortal
    returnFocus
    onChange={(opened) => !opened && onClose()}
  >
    <Menu.Target>
      <span className={classes.menuPoint} style={{ left: at.x, top: at.y }} />
    </Menu.Target>
    <Entries ofShowing={at.onShowing ? commands.ofShowing : []} ofDay={commands.ofDay} />
  </Menu>
);

/** Segments with their sizes; one can be chosen, made, changed and removed. */
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconDots, IconPlus, IconSparkles } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Segment } from "../../../shared/contract/audience.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Suppressed } from "../../ui/states.tsx";
import classes from "./audience.module.css";

interface SegmentListProps {
  readonly segments: readonly Segment[];
  readonly all: number;
  readonly chosen: Segment | null;
  readonly onChoose: (segment: Segment | null) => void;
}

export const SegmentList = ({ segments, all, chosen, onChoose }: SegmentListProps) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ what: "rename" | "delete"; segment: Segment } | null>(null);
  return (
    <nav className={classes.segments} aria-label={t("segments")}>
      <h2>{t("segments")}</h2>
      <button
        type="button"
        className={classes.segment}
        aria-pressed={chosen === null}
        onClick={() => onChoose(null)}
      >
        <span>{t("everyone")}</span>
        <span className={classes.size}>{format.number(all)}</span>
      </button>
      {segments.map((segment) => (
        <div key={segment.id} className={classes.segmentRow}>
          <button
            type="button"
            className={classes.segment}
            aria-pressed={chosen?.id === segment.id}
            onClick={() => onChoose(segment)}
          >
            <span>{localName(segment.name, segment.nameZh)}</span>
            <span className={classes.size}>
              {segment.members === null ? <Suppressed compact /> : format.number(segment.members)}
            </span>
          </button>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                size={26}
                aria-label={t("segmentMenu", { name: localName(segment.name, segment.nameZh) })}
              >
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {segment.kind === "rule" && (
                <Menu.Item onClick={() => void navigate(`/audience/segment/${segment.id}`)}>
                  {t("changeRule")}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => setAsked({ what: "rename", segment })}>{t("rename")}</Menu.Item>
              <Menu.Item onClick={() => setAsked({ what: "delete", segment })}>{t("delete")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      ))}
      <div className={classes.making}>
        <Button
          variant="subtle"
          justify="flex-start"
          leftSection={<IconPlus size={15} />}
          onClick={() => void navigate("/audience/segment/new")}
        >
          {t("newSegment")}
        </Button>
        <Button
          variant="subtle"
          justify="flex-start"
          leftSection={<IconSparkles size={15} />}
          onClick={() => void navigate("/audience/clusters")}
        >
          {t("byTaste")}
        </Button>
      </div>
      {asked?.what === "rename" && <Rename segment={asked.segment} onClose={() => setAsked(null)} />}
      {asked?.what === "delete" && (
        <Delete
          segment={asked.segment}
          onClose={() => setAsked(null)}
          onDeleted={() => chosen?.id === asked.segment.id && onChoose(null)}
        />
      )}
    </nav>
  );
};

interface AskedProps {
  readonly segment: Segment;
  readonly onClose: () => void;
}

const Rename = ({ segment, onClose }: AskedProps) => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const queries = useQueryClient();
  const tell = useTurnedNote();
  const [name, setName] = useState(segment.name);
  const [nameZh, setNameZh] = useState(segment.nameZh ?? "");
  const save = async (): Promise<void> => {
    const done = await data.renameSegment({ id: segment.id, name, nameZh: nameZh === "" ? null : nameZh });
    if (!done.ok) return tell("undone", done);
    onClose();
    await refreshLibrary(queries);
  };
  return (
    <Dialog title={t("rename")} width={380} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={t("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={t("nameZh")}
          value={nameZh}
          onChange={(event) => setNameZh(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const Delete = ({ segment, onClose, onDeleted }: AskedProps & { readonly onDeleted: () => void }) => {
  const { t } = useTranslation("audience");
  const localName = useLocalName();
  const { data } = useClients();
  const queries = useQueryClient();
  const tell = useTurnedNote();
  const remove = async (): Promise<void> => {
    const done = await data.deleteSegment({ id: segment.id });
    if (!done.ok) return tell("undone", done);
    onDeleted();
    onClose();
    await refreshLibrary(queries);
  };
  return (
    <Dialog title={t("delete")} width={400} onClose={onClose}>
      <div className={classes.form}>
        <p className={classes.words}>{t("deleteWords", { name: localName(segment.name, segment.nameZh) })}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="danger" onClick={() => void remove()}>
            {t("delete")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

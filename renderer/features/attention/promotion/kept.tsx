/** Allocations kept under a name: a new version each time, to be opened again. */
import { Button, Menu, TextInput } from "@mantine/core";
import { IconDeviceFloppy, IconFolderOpen, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AllocationDocument, KeptAllocation } from "../../../../shared/contract/allocation.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "./promotion.module.css";

interface KeptProps {
  readonly venue: number;
  readonly week: IsoDate;
  /** Null while there is nothing to keep. */
  readonly document: (() => AllocationDocument) | null;
  readonly onOpen: (kept: KeptAllocation) => void;
}

export const Kept = ({ venue, week, document, onOpen }: KeptProps) => {
  const { t } = useTranslation("promotion");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const read = useRead(["allocations", venue, week], (signal) =>
    data.listAllocations({ venue, week }, { signal }),
  );
  const after = async (edit: Promise<unknown>): Promise<void> => {
    await edit;
    // Nothing that promotion is spread by has changed.
    await queries.invalidateQueries({
      predicate: ({ queryKey: [of] }) => of === "allocations" || of === "edits",
    });
  };
  const kept = read.data?.allocations ?? [];
  const save = async (): Promise<void> => {
    if (!document) return;
    await after(
      unwrap(
        data.saveAllocation({ venue, week, name: name.trim() || t("kept.usual"), document: document() }),
      ),
    );
    setName("");
  };
  return (
    <div className={classes.kept}>
      {document && (
        <>
          <TextInput
            size="xs"
            label={t("kept.name")}
            placeholder={t("kept.usual")}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDeviceFloppy size={14} />}
            onClick={() => void save()}
          >
            {t("kept.save")}
          </Button>
        </>
      )}
      {kept.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconFolderOpen size={14} />}>
              {t("kept.open", { count: kept.length })}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kept.map((each) => (
              <Menu.Item key={each.id} onClick={() => onOpen(each)}>
                {t("kept.version", {
                  name: each.name,
                  version: each.version,
                  value: format.number(each.document.value, 0),
                })}
              </Menu.Item>
            ))}
            <Menu.Divider />
            {kept.map((each) => (
              <Menu.Item
                key={each.id}
                leftSection={<IconTrash size={14} />}
                onClick={() => void after(unwrap(data.deleteAllocation({ id: each.id })))}
              >
                {t("kept.remove", { name: each.name, version: each.version })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
};

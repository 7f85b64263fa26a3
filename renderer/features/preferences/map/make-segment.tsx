/** A name for the members who were selected, and they are a segment. */
import { Button, Group, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat } from "../../../ui/format.ts";
import { ErrorState } from "../../../ui/states.tsx";

interface MakeSegmentProps {
  readonly name: string;
  readonly members: Int32Array;
  readonly onClose: () => void;
}

export const MakeSegment = ({ name, members, onClose }: MakeSegmentProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useClients();
  const [wanted, setWanted] = useState(name);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const save = async (): Promise<void> => {
    const saved = await data.saveMemberList({
      name: wanted,
      nameZh: null,
      members: Int32Array.from(members),
    });
    if (!saved.ok) return setFault(saved.error);
    onClose();
    notifications.show({ message: t("map.segmentMade", { name: wanted.trim() }) });
    await refreshLibrary(queries);
  };
  return (
    <Dialog title={t("map.makeSegment")} width={420} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          data-autofocus
          label={t("map.segmentName")}
          description={t("map.segmentHolds", { count: members.length, n: format.number(members.length) })}
          value={wanted}
          maxLength={120}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {fault && <ErrorState fault={fault} namespace="exploring" />}
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={wanted.trim() === ""}>
            {t("map.save")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};

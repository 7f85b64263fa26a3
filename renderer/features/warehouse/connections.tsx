/** Which warehouse, and whether it answers. */
import { Button, PasswordInput, Select } from "@mantine/core";
import { IconLock, IconLockOpen, IconPencil, IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KnownConnection } from "../../../shared/contract/warehouse.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useWarehouseSettings } from "./settings.ts";
import classes from "./warehouse.module.css";

interface ConnectionsProps {
  readonly connections: readonly KnownConnection[];
  readonly chosen: KnownConnection;
  readonly onChoose: (id: string) => void;
  readonly onEdit: () => void;
  readonly onNew: () => void;
}

export const Connections = ({ connections, chosen, onChoose, onEdit, onNew }: ConnectionsProps) => {
  const { t } = useTranslation("warehouse");
  return (
    <Panel>
      <div className={classes.bar}>
        <Select
          label={t("connection.label")}
          w={260}
          allowDeselect={false}
          value={chosen.id}
          data={connections.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => id !== null && onChoose(id)}
        />
        <div className={classes.address}>
          {chosen.tls === "verified" ? (
            <IconLock size={14} aria-hidden />
          ) : (
            <IconLockOpen size={14} className={classes.warn} aria-hidden />
          )}
          <span>{t(chosen.tls === "verified" ? "connection.encrypted" : "connection.plain", chosen)}</span>
        </div>
        <Button variant="default" leftSection={<IconPencil size={14} />} onClick={onEdit}>
          {t("connection.edit")}
        </Button>
        <Button variant="default" leftSection={<IconPlus size={14} />} onClick={onNew}>
          {t("connection.new")}
        </Button>
      </div>
      {chosen.password === "none" ? (
        <Password connection={chosen} />
      ) : (
        <Check key={`${chosen.id} ${chosen.host} ${chosen.tls}`} connection={chosen} />
      )}
    </Panel>
  );
};

const Password = ({ connection: { id, user, host } }: { readonly connection: KnownConnection }) => {
  const { t } = useTranslation("warehouse");
  const clients = useClients();
  const { refresh } = useWarehouseSettings();
  const [password, setPassword] = useState("");
  return (
    <form
      className={classes.bar}
      onSubmit={async (event) => {
        event.preventDefault();
        await clients.host.setWarehousePassword({ id, password });
        await refresh();
      }}
    >
      <PasswordInput
        size="xs"
        w={260}
        label={t("password.ask", { user, host })}
        value={password}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" disabled={password === ""}>
        {t("password.use")}
      </Button>
    </form>
  );
};

type Checked =
  | { readonly state: "not yet" | "asking" }
  | { readonly state: "failed"; readonly fault: AnyFault }
  | {
      readonly state: "answers";
      readonly server: string;
      readonly encryption: string | null;
      readonly milliseconds: number;
    };

const Check = ({ connection }: { readonly connection: KnownConnection }) => {
  const { t } = useTranslation("warehouse");
  const { data } = useClients();
  const format = useFormat();
  const [checked, setChecked] = useState<Checked>({ state: "not yet" });
  const check = async (): Promise<void> => {
    setChecked({ state: "asking" });
    try {
      const answer = await unwrap(data.checkWarehouse({ connection: connection.id }));
      setChecked({ state: "answers", ...answer });
    } catch (error) {
      setChecked({ state: "failed", fault: faultOf(error) });
    }
  };
  return (
    <>
      <div className={classes.bar}>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={14} />}
          loading={checked.state === "asking"}
          onClick={() => void check()}
        >
          {t("check.button")}
        </Button>
        {checked.state === "answers" && (
          <span role="status" className={classes.dim}>
            {t(checked.encryption ? "check.encrypted" : "check.plain", {
              server: checked.server.split(" on ")[0],
              encryption: checked.encryption,
              milliseconds: format.number(checked.milliseconds),
            })}
          </span>
        )}
      </div>
      {checked.state === "failed" && <ErrorState fault={checked.fault} namespace="warehouse" />}
    </>
  );
};

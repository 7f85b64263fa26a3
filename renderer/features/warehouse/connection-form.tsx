/** A connection's address and how it is secured; the password goes to main and never comes back. */
import { Alert, Button, Group, NumberInput, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KnownConnection } from "../../../shared/contract/warehouse.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useWarehouseSettings } from "./settings.ts";
import classes from "./warehouse.module.css";

interface ConnectionFormProps {
  readonly known: KnownConnection | null;
  readonly secretStore: boolean;
  readonly onClose: (saved: string | null) => void;
}

type Trust = "computer" | "authority" | "off";
const empty = { name: "", host: "", port: 5432, database: "", user: "" };

export const ConnectionForm = ({ known, secretStore, onClose }: ConnectionFormProps) => {
  const { t } = useTranslation("warehouse");
  const { host } = useClients();
  const { refresh } = useWarehouseSettings();
  const [form, setForm] = useState(known ?? empty);
  const [trust, setTrust] = useState<Trust>(
    known?.tls === "off" ? "off" : known?.ownAuthority ? "authority" : "computer",
  );
  const [authority, setAuthority] = useState<{ readonly file: string; readonly name: string } | null>(null);
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<AnyFault | null>(null);
  const text = (field: "name" | "host" | "database" | "user") => ({
    label: t(`form.${field}`),
    value: form[field],
    required: true,
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setForm({ ...form, [field]: event.currentTarget.value }),
  });

  const save = async (): Promise<void> => {
    const { name, host: address, port, database, user } = form;
    const kept = trust === "authority" && !authority && known?.ownAuthority;
    const saved = await host.saveWarehouse({
      connection: {
        id: known?.id ?? null,
        name: name.trim(),
        host: address.trim(),
        port,
        database: database.trim(),
        user: user.trim(),
        tls: trust === "off" ? "off" : "verified",
      },
      ...(kept ? {} : { authority: trust === "authority" ? (authority?.file ?? null) : null }),
      password: password === "" ? null : password,
    });
    await refresh();
    if (saved.ok) onClose(saved.value.id);
    else setFault(saved.error);
  };
  const chooseAuthority = async (): Promise<void> => {
    const chosen = await host.chooseFile({ purpose: "certificate", suggestedName: "" });
    if (chosen.ok && chosen.value) setAuthority(chosen.value);
  };
  const missingAuthority = trust === "authority" && !authority && !known?.ownAuthority;

  return (
    <Dialog title={t(known ? "form.edit" : "form.new")} width={480} onClose={() => onClose(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          {fault && <ErrorState fault={fault} namespace="warehouse" />}
          <TextInput {...text("name")} data-autofocus maxLength={200} description={t("form.nameHint")} />
          <div className={classes.hostPort}>
            <TextInput {...text("host")} maxLength={253} />
            <NumberInput
              label={t("form.port")}
              min={1}
              max={65535}
              allowDecimal={false}
              thousandSeparator=""
              value={form.port}
              onChange={(value) => setForm({ ...form, port: Number(value) || 5432 })}
            />
          </div>
          <TextInput {...text("database")} maxLength={200} />
          <TextInput {...text("user")} maxLength={200} description={t("form.userHint")} />
          <PasswordInput
            size="xs"
            label={t("form.password")}
            description={t(secretStore ? "form.passwordKept" : "form.passwordSession")}
            placeholder={known && known.password !== "none" ? t("form.passwordAsBefore") : ""}
            value={password}
            autoComplete="off"
            visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Select
            label={t("form.trust")}
            allowDeselect={false}
            value={trust}
            data={(["computer", "authority", "off"] as const).map((value) => ({
              value,
              label: t(`form.trusts.${value}`),
            }))}
            onChange={(value) => setTrust(value as Trust)}
          />
          {trust === "authority" && (
            <Group gap="sm">
              <Button variant="default" onClick={() => void chooseAuthority()}>
                {t("form.chooseAuthority")}
              </Button>
              <span className={classes.dim}>
                {authority?.name ?? t(known?.ownAuthority ? "form.authorityKept" : "form.authorityMissing")}
              </span>
            </Group>
          )}
          {trust === "off" && (
            <Alert
              color="orange"
              icon={<IconAlertTriangle size={16} />}
              classNames={{ message: classes.alert ?? "" }}
            >
              {t("form.offWarning")}
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => onClose(null)}>
              {t("form.cancel")}
            </Button>
            <Button type="submit" disabled={missingAuthority}>
              {t("form.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};

/** The switch that lets Marquee reach a warehouse at all, and the connections this computer knows. */
import { Button, Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Tag } from "../../ui/figures.tsx";
import { Panel } from "../../ui/page.tsx";
import classes from "./settings.module.css";

export const WarehousePanel = () => {
  const { t } = useTranslation("settings");
  const { host } = useClients();
  const queries = useQueryClient();
  const id = useId();
  const settings = useRead(["preferences", "warehouse"], (signal) =>
    host.warehouseSettings({}, { signal }),
  ).data;
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ["preferences", "warehouse"] });
  return (
    <Panel title={t("warehouse.title")}>
      <div className={classes.setting}>
        <div>
          <div id={id} className={classes.name}>
            {t("warehouse.name")}
          </div>
          <div className={classes.dim}>{t("warehouse.words")}</div>
        </div>
        <Switch
          aria-labelledby={id}
          checked={settings?.on ?? false}
          onChange={async (event) => {
            await host.switchWarehouse({ on: event.currentTarget.checked });
            await refresh();
          }}
        />
      </div>
      {settings?.on && (
        <ul className={classes.connections}>
          {settings.connections.map((connection) => (
            <li key={connection.id}>
              <span className={classes.connection}>
                {connection.name}
                <span className={classes.dim}> {t("warehouse.address", connection)}</span>
              </span>
              {connection.tls === "off" && <Tag tone="warn">{t("warehouse.plain")}</Tag>}
              <Tag>{t(`warehouse.password.${connection.password}`)}</Tag>
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t("warehouse.forgetNamed", { name: connection.name })}
                onClick={async () => {
                  await host.forgetWarehouse({ id: connection.id });
                  await refresh();
                }}
              >
                {t("warehouse.forget")}
              </Button>
            </li>
          ))}
          <li className={classes.dim}>{t(settings.secretStore ? "warehouse.store" : "warehouse.noStore")}</li>
        </ul>
      )}
    </Panel>
  );
};

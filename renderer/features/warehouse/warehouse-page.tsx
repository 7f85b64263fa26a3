/** A warehouse as a source: connect, choose tables or write a query, look, fetch; then the import goes on as with files. */
import { Button } from "@mantine/core";
import { IconDatabaseOff, IconPlus, IconServer } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { KnownConnection } from "../../../shared/contract/warehouse.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { Choosing } from "./choosing.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { Connections } from "./connections.tsx";
import { type FetchRequest, useFetching } from "./fetching.ts";
import { Fetching } from "./fetching-panel.tsx";
import { useWarehouseSettings } from "./settings.ts";
import { Unfinished } from "./unfinished.tsx";
import classes from "./warehouse.module.css";

export const WarehousePage = () => {
  const { t } = useTranslation("warehouse");
  const navigate = useNavigate();
  const { read } = useWarehouseSettings();
  return (
    <Page
      title={t("title")}
      actions={
        <Button variant="default" onClick={() => void navigate("/import")}>
          {t("toImport")}
        </Button>
      }
    >
      <ReadState read={read} namespace="warehouse">
        {({ on, connections, secretStore }) =>
          on ? <Open connections={connections} secretStore={secretStore} /> : <Off />
        }
      </ReadState>
    </Page>
  );
};

const Off = () => {
  const { t } = useTranslation("warehouse");
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<IconDatabaseOff size={28} />}
      title={t("off.title")}
      action={<Button onClick={() => void navigate("/settings")}>{t("off.toSettings")}</Button>}
    >
      {t("off.words")}
    </EmptyState>
  );
};

interface OpenProps {
  readonly connections: readonly KnownConnection[];
  readonly secretStore: boolean;
}

const Open = ({ connections, secretStore }: OpenProps) => {
  const { t } = useTranslation("warehouse");
  const navigate = useNavigate();
  const fetching = useFetching();
  const [chosen, setChosen] = useState<string | null>(null);
  const [form, setForm] = useState<KnownConnection | "new" | null>(null);
  const connection = connections.find(({ id }) => id === chosen) ?? connections[0];

  const fetch = async (request: FetchRequest): Promise<void> => {
    const files = await fetching.fetch(request);
    if (files) await navigate("/import", { state: { file: files.file, name: files.name } });
  };

  return (
    <div className={classes.page}>
      {form && (
        <ConnectionForm
          known={form === "new" ? null : form}
          secretStore={secretStore}
          onClose={(id) => {
            setForm(null);
            if (id) setChosen(id);
          }}
        />
      )}
      {fetching.state.step === "fetching" ? (
        <Fetching state={fetching.state} />
      ) : (
        <>
          {fetching.state.fault && <ErrorState fault={fetching.state.fault} namespace="warehouse" />}
          {fetching.state.cancelled && (
            <p className={classes.note} role="status">
              {t("cancelled")}
            </p>
          )}
          <Unfinished
            connections={connections}
            onResume={({ fetch: id, name }) => void fetch({ type: "resume", fetch: id, name })}
          />
          {connection ? (
            <>
              <Connections
                connections={connections}
                chosen={connection}
                onChoose={setChosen}
                onEdit={() => setForm(connection)}
                onNew={() => setForm("new")}
              />
              <Choosing
                key={connection.id}
                connection={connection}
                onFetch={(selections) =>
                  void fetch({
                    type: "new",
                    connection: connection.id,
                    name: connection.name,
                    selections: [...selections],
                  })
                }
              />
            </>
          ) : (
            <Panel>
              <EmptyState
                icon={<IconServer size={28} />}
                title={t("none.title")}
                action={
                  <Button leftSection={<IconPlus size={14} />} onClick={() => setForm("new")}>
                    {t("connection.new")}
                  </Button>
                }
              >
                {t("none.words")}
              </EmptyState>
            </Panel>
          )}
        </>
      )}
    </div>
  );
};

/**
 * Connections to warehouses as this computer knows them, their passwords, and the switch: main alone decides whether the
 * data service may open a socket, anew for every call.
 */
import { randomUUID, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type {
  WarehouseConnection,
  WarehouseSettings,
  warehouseAccessContract,
  warehouseHostContract,
} from "../../shared/contract/warehouse.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import type { Secrets } from "./secrets.ts";

export interface WarehouseKeeper {
  readonly settings: () => WarehouseSettings;
  readonly update: (settings: WarehouseSettings) => void;
  readonly secrets: Pick<Secrets, "keep" | "find" | "forget" | "lasting">;
  readonly pathOf: (file: string) => string | undefined;
  /** A password for this run alone: the batch interface takes it from its environment. */
  readonly passwordOfRun: string | null;
  /** Ends what runs in the data service. */
  readonly stop: () => Promise<unknown>;
}

/** The password that the batch interface was given; no process started from here on inherits it. */
export const takePasswordOfRun = (): string | null => {
  const { MARQUEE_WAREHOUSE_PASSWORD: password = null } = process.env;
  delete process.env.MARQUEE_WAREHOUSE_PASSWORD;
  return password;
};

const mostConnections = 50;
const largestAuthority = 100_000;
const secretOf = (id: string): string => `warehouse:${id}`;

/** The certificates in a file, as PEM; null where there are none. */
const certificatesIn = (path: string): string | null => {
  try {
    if (statSync(path).size > largestAuthority) return null;
    const found = readFileSync(path, "utf8").match(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
    );
    const certificates = (found ?? []).map((text) => new X509Certificate(text).toString());
    return certificates.length > 0 ? certificates.join("") : null;
  } catch {
    return null;
  }
};

export const warehouseAccess = (keeper: WarehouseKeeper): Handlers<typeof warehouseAccessContract> => ({
  grantWarehouse: ({ connection }) => {
    const { on, connections } = keeper.settings();
    if (!on) return err({ type: "WarehouseOff" });
    const known = connections.find(({ id }) => id === connection);
    if (!known) return err({ type: "UnknownConnection" });
    const password = keeper.passwordOfRun ?? keeper.secrets.find(secretOf(connection));
    return password === null ? err({ type: "PasswordNeeded" }) : ok({ ...known, password });
  },
});

export const warehouseHost = (keeper: WarehouseKeeper): Handlers<typeof warehouseHostContract> => {
  const { secrets } = keeper;
  const change = (id: string, changed: (connection: WarehouseConnection) => WarehouseConnection): void => {
    const settings = keeper.settings();
    const connections = settings.connections.map((each) => (each.id === id ? changed(each) : each));
    keeper.update({ ...settings, connections });
  };
  return {
    warehouseSettings: () => {
      const { on, connections } = keeper.settings();
      const known = connections.map(({ authority, ...connection }) => {
        const kept = keeper.passwordOfRun ?? secrets.find(secretOf(connection.id));
        const password =
          kept === null ? ("none" as const) : secrets.lasting ? ("kept" as const) : ("session" as const);
        return { ...connection, ownAuthority: authority !== null, password };
      });
      return ok({ on, secretStore: secrets.lasting, connections: known });
    },
    switchWarehouse: async ({ on }) => {
      keeper.update({ ...keeper.settings(), on });
      if (!on) await keeper.stop();
      return ok({});
    },
    saveWarehouse: ({ connection, authority, password }) => {
      const settings = keeper.settings();
      const before = settings.connections.find(({ id }) => id === connection.id);
      if (!before && settings.connections.length >= mostConnections)
        return err({ type: "TooManyConnections" });
      const path = authority ? keeper.pathOf(authority) : undefined;
      const certificates = path ? certificatesIn(path) : null;
      if (authority && !certificates)
        return err({ type: "NotACertificate", name: path ? basename(path) : "" });
      const id = before?.id ?? randomUUID();
      const saved: WarehouseConnection = {
        ...connection,
        id,
        authority: authority === undefined ? (before?.authority ?? null) : certificates,
        selections: before?.selections ?? [],
      };
      const others = settings.connections.filter((each) => each.id !== id);
      keeper.update({ ...settings, connections: [...others, saved] });
      // A password was meant for the server it was typed for: it does not follow the connection to another.
      const moved =
        before && (before.host !== saved.host || before.port !== saved.port || before.user !== saved.user);
      if (moved) secrets.forget(secretOf(id));
      if (password !== null) secrets.keep(secretOf(id), password);
      return ok({ id });
    },
    setWarehousePassword: ({ id, password }) => {
      secrets.keep(secretOf(id), password);
      return ok({});
    },
    noteWarehouseSelections: ({ id, selections }) => {
      change(id, (connection) => ({ ...connection, selections }));
      return ok({});
    },
    forgetWarehouse: ({ id }) => {
      const settings = keeper.settings();
      keeper.update({ ...settings, connections: settings.connections.filter((each) => each.id !== id) });
      secrets.forget(secretOf(id));
      return ok({});
    },
  };
};

/** The clients, for every component below the composition root. */
import { createContext, type ReactNode, useContext } from "react";
import type { Clients } from "./client.ts";

const ClientsContext = createContext<Clients | null>(null);

export const ClientsProvider = ({ clients, children }: { clients: Clients; children: ReactNode }) => (
  <ClientsContext.Provider value={clients}>{children}</ClientsContext.Provider>
);

export const useClients = (): Clients => {
  const clients = useContext(ClientsContext);
  if (!clients) throw new Error("useClients outside ClientsProvider");
  return clients;
};

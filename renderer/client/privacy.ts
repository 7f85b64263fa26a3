/** What the open library keeps about people. */
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

export const usePrivacy = () => {
  const { data } = useClients();
  return useRead(["privacy"], (signal) => data.privacy({}, { signal }));
};

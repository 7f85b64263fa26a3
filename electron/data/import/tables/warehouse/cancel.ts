/**
 * Stops what a session is doing, by a request on a connection of its own (PostgreSQL manual, "Canceling Requests in
 * Progress"). The driver would send it in the clear; here it goes the way the session went.
 */
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";
import { grantedSocket } from "./sockets.ts";
import { tlsOptions } from "./trust.ts";

const requestCodes = { tls: 80877103, cancel: 80877102 } as const;
const patienceMs = 3000;

const message = (...words: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * (words.length + 1));
  for (const [at, word] of [bytes.length, ...words].entries()) bytes.writeInt32BE(word | 0, 4 * at);
  return bytes;
};

const once = (socket: Socket, event: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once("error", reject);
    socket.once("timeout", () => reject(new Error("timeout")));
  });

/** Best effort: the session's own socket is destroyed afterwards in any case. */
export const requestCancel = async (
  grant: WarehouseGrant,
  session: { readonly processId: number; readonly secretKey: number },
): Promise<void> => {
  const plain = grantedSocket(grant);
  let socket: Socket = plain;
  try {
    plain.setTimeout(patienceMs);
    plain.connect(grant.port, grant.host);
    await once(plain, "connect");
    if (grant.tls === "verified") {
      plain.write(message(requestCodes.tls));
      await once(plain, "data");
      socket = connectTls({ socket: plain, ...tlsOptions(grant) });
      await once(socket, "secureConnect");
    }
    socket.end(message(requestCodes.cancel, session.processId, session.secretKey));
    await once(socket, "close");
  } catch {
    // The server is gone or refuses: so does what it was doing for us.
  } finally {
    socket.destroy();
    plain.destroy();
  }
};

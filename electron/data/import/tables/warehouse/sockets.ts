/**
 * The one place that lets a socket out, used in the job process alone; the data service locks itself and lets none out. Everything else in the process is refused by the patched
 * `connect`, whatever library asks: "offline" is a property of the process, not a habit of its code.
 */
import { Socket } from "node:net";
import type { WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";

export class SocketRefused extends Error {
  constructor() {
    super("this process opens no sockets without a grant");
    this.name = "SocketRefused";
  }
}

const granted = new WeakSet<Socket>();
const connect = Socket.prototype.connect;

/** From now on, for the whole process. */
export const lockSockets = (): void => {
  Socket.prototype.connect = function (this: Socket, ...args: never[]) {
    if (!granted.has(this)) throw new SocketRefused();
    return (connect as (...all: never[]) => Socket).apply(this, args);
  };
};

/** An unconnected socket that may connect: main has said, just now, that the switch is on. */
export const grantedSocket = (_grant: WarehouseGrant): Socket => {
  const socket = new Socket();
  granted.add(socket);
  return socket;
};

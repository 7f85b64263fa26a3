/**
 * Calls between processes: a contract declares each method once, `serve` answers it, `connect` calls it.
 * To the server: { id, method, input } | { id, cancel } | { id, ack }; back: { id, progress } | { id, block } | { id, done }.
 * A message port delivers in order, so progress and blocks always arrive before `done`.
 */
import type { z } from "zod";
import { err, type Result } from "../domain/result.ts";

/** What any transport offers: MessagePort, MessagePortMain, a worker's own scope. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface Method {
  readonly in: z.ZodType;
  readonly progress?: z.ZodType;
  /** Numeric bulk: plain typed-array columns, sent in pieces with at most four unacknowledged. */
  readonly block?: z.ZodType;
  readonly out: z.ZodType;
  readonly error: z.ZodType;
}
export type Contract = Readonly<Record<string, Method>>;

/** Failures every call may meet. `Internal` is a bug: its `ref` stands in the log beside the stack. */
export type Fault =
  | { readonly type: "InvalidInput"; readonly detail: string }
  | { readonly type: "Cancelled" }
  | { readonly type: "Disconnected" }
  /** Of the library's file, whatever was asked of it: nothing was changed. */
  | { readonly type: "DiskFull" | "ReadOnlyLibrary" | "LibraryGone" | "LibraryBusy" }
  | { readonly type: "DamagedPages" | "DiskFailed"; readonly detail: string }
  | { readonly type: "Internal"; readonly ref: string };

type Piece<M, K extends string> = M extends { readonly [P in K]: z.ZodType } ? z.output<M[K]> : never;
type Sent<M, K extends string> = M extends { readonly [P in K]: z.ZodType } ? z.input<M[K]> : never;

export interface Call<M extends Method> {
  readonly signal: AbortSignal;
  progress(value: Sent<M, "progress">): void;
  /** Resolves once the receiver has room for another block. */
  block(value: Sent<M, "block">): Promise<void>;
}
export type Handler<M extends Method> = (
  input: z.output<M["in"]>,
  call: Call<M>,
) => Result<z.input<M["out"]>, z.input<M["error"]>> | Promise<Result<z.input<M["out"]>, z.input<M["error"]>>>;
export type Handlers<C extends Contract> = { readonly [K in keyof C]: Handler<C[K]> };

export interface CallOptions<M extends Method> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: Piece<M, "progress">) => void;
  readonly onBlock?: (value: Piece<M, "block">) => void;
}
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (
    input: z.input<C[K]["in"]>,
    options?: CallOptions<C[K]>,
  ) => Promise<Result<z.output<C[K]["out"]>, z.output<C[K]["error"]> | Fault>>;
};

/** Bound on blocks in flight: enough to overlap work, few enough to keep memory flat. */
const unacknowledgedBlocks = 4;

interface Running {
  readonly controller: AbortController;
  unacknowledged: number;
  room: (() => void) | null;
}

/** Answers a contract's calls on a port. `report` logs a bug and returns the reference shown to the user. */
export const serve = <C extends Contract>(
  port: Port,
  contract: C,
  handlers: Handlers<C>,
  report: (error: unknown, method: string) => string,
): void => {
  const running = new Map<number, Running>();

  const answer = async (id: number, name: string, input: unknown): Promise<Result<unknown, unknown>> => {
    if (!Object.hasOwn(contract, name)) return err({ type: "InvalidInput", detail: `no method ${name}` });
    const method = contract[name] as Method;
    const parsed = method.in.safeParse(input);
    if (!parsed.success) return err({ type: "InvalidInput", detail: `${name}: ${parsed.error.message}` });
    const call: Running = { controller: new AbortController(), unacknowledged: 0, room: null };
    running.set(id, call);
    const { signal } = call.controller;
    try {
      return await (handlers[name] as Handler<Method>)(parsed.data, {
        signal,
        progress: (progress) => port.post({ id, progress }),
        block: async (block) => {
          signal.throwIfAborted();
          port.post({ id, block });
          call.unacknowledged++;
          if (call.unacknowledged >= unacknowledgedBlocks)
            await new Promise<void>((resolve) => {
              call.room = resolve;
            });
          signal.throwIfAborted();
        },
      });
    } catch (error) {
      if (signal.aborted && error === signal.reason) return err({ type: "Cancelled" });
      return err({ type: "Internal", ref: report(error, name) });
    } finally {
      running.delete(id);
    }
  };

  port.onMessage((message) => {
    const { id, method, input, cancel, ack } = message as {
      id: number;
      method?: string;
      input?: unknown;
      cancel?: true;
      ack?: true;
    };
    const call = running.get(id);
    if (typeof method === "string") void answer(id, method, input).then((done) => port.post({ id, done }));
    else if (cancel) {
      call?.controller.abort();
      call?.room?.();
    } else if (ack && call) {
      call.unacknowledged--;
      call.room?.();
      call.room = null;
    }
  });
  port.onClose(() => {
    for (const call of running.values()) {
      call.controller.abort();
      call.room?.();
    }
  });
};

interface Pending {
  readonly method: Method;
  readonly options: CallOptions<Method>;
  readonly settle: (result: Result<unknown, unknown>) => void;
}

/** Calls a contract's methods through a port; every call settles, with `Disconnected` if the port closes. */
export const connect = <C extends Contract>(port: Port, contract: C): Client<C> => {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let open = true;

  port.onMessage((message) => {
    const { id, progress, block, done } = message as {
      id: number;
      progress?: unknown;
      block?: unknown;
      done?: Result<unknown, unknown>;
    };
    const call = pending.get(id);
    if (!call) return;
    if (done) {
      pending.delete(id);
      call.settle(done);
    } else if (block !== undefined) {
      call.options.onBlock?.(block as never);
      port.post({ id, ack: true });
    } else call.options.onProgress?.(progress as never);
  });
  port.onClose(() => {
    open = false;
    for (const call of pending.values()) call.settle(err({ type: "Disconnected" }));
    pending.clear();
  });

  const call =
    (name: string, method: Method) =>
    (input: unknown, options: CallOptions<Method> = {}): Promise<Result<unknown, unknown>> => {
      if (!open) return Promise.resolve(err({ type: "Disconnected" }));
      if (options.signal?.aborted) return Promise.resolve(err({ type: "Cancelled" }));
      const id = ++lastId;
      return new Promise((resolve) => {
        const abort = (): void => port.post({ id, cancel: true });
        options.signal?.addEventListener("abort", abort, { once: true });
        const settle = (result: Result<unknown, unknown>): void => {
          options.signal?.removeEventListener("abort", abort);
          resolve(result);
        };
        pending.set(id, { method, options, settle });
        port.post({ id, method: name, input });
      });
    };
  return Object.fromEntries(
    Object.entries(contract).map(([name, method]) => [name, call(name, method)]),
  ) as Client<C>;
};

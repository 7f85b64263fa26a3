/** The way to the job process: started at the first call, again after a crash, which ends its calls with `JobStopped`. */
import { type Jobs, jobsContract } from "../../../shared/contract/jobs.ts";
import { type Client, connect, type Port } from "../../../shared/contract/wire.ts";
import { err } from "../../../shared/domain/result.ts";

/** `open` gives a port to a running job process; `closed` is called once it is gone. */
export const jobsOver = (open: () => Promise<Port>): Jobs => {
  let connected: Promise<Client<typeof jobsContract>> | null = null;
  const connection = (): Promise<Client<typeof jobsContract>> => {
    connected ??= open().then((port) => {
      port.onClose(() => {
        connected = null;
      });
      return connect(port, jobsContract);
    });
    return connected;
  };
  const call =
    (name: keyof Jobs) =>
    async (input: never, options: never): Promise<unknown> => {
      const jobs = await connection();
      const result = await (jobs[name] as (input: never, options: never) => Promise<unknown>)(input, options);
      const { ok, error } = result as { ok: boolean; error?: { type: string } };
      return !ok && error?.type === "Disconnected" ? err({ type: "JobStopped" }) : result;
    };
  return Object.fromEntries(
    Object.keys(jobsContract).map((name) => [name, call(name as keyof Jobs)]),
  ) as unknown as Jobs;
};

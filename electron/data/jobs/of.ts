/** A session's jobs: in the job process, or here where there is none. */
import type { Jobs } from "../../../shared/contract/jobs.ts";
import type { Session } from "../session.ts";
import { jobsHere } from "./here.ts";

const here = new WeakMap<Session, Jobs>();
export const jobsOf = (session: Session): Jobs => {
  const jobs = session.jobs ?? here.get(session) ?? jobsHere();
  if (!session.jobs) here.set(session, jobs);
  return jobs;
};

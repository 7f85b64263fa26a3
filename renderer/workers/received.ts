/** Answers of the data service. */
import { err, type Result } from "../../shared/domain/result.ts";

export type NoLibrary = { readonly type: "NoLibrary" };
export type ForgottenMeanwhile = { readonly type: "ForgottenMeanwhile" };

/** The value of a call to the data service; a call cut off by a cancel throws the signal's reason, other faults are bugs. */
export const received = <T, E extends { readonly type: string }>(
  result: Result<T, E>,
  signal?: AbortSignal,
): Result<T, NoLibrary> => {
  if (result.ok) return result;
  if (result.error.type === "NoLibrary") return err({ type: "NoLibrary" });
  signal?.throwIfAborted();
  throw new Error(`the data service failed: ${JSON.stringify(result.error)}`);
};

/** Of what learned from the library. */
export const stored = <T, E extends { readonly type: string }>(
  result: Result<T, E>,
): Result<T, NoLibrary | ForgottenMeanwhile> =>
  !result.ok && result.error.type === "ForgottenMeanwhile"
    ? err({ type: "ForgottenMeanwhile" })
    : received(result);

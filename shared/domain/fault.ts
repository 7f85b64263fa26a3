/** Any expected failure: a method's own, or one that every call may meet. */
export type AnyFault = { readonly type: string };

/** Carries an expected failure through code that knows only exceptions. */
export class Failure extends Error {
  readonly fault: AnyFault;
  constructor(fault: AnyFault) {
    super(fault.type);
    this.name = "Failure";
    this.fault = fault;
  }
}

/** The failure in words a page can show: what was thrown if it is one of ours, else a bug. */
export const faultOf = (error: unknown): AnyFault => {
  if (error instanceof Failure) return error.fault;
  const bug = { type: "Internal", ref: error instanceof Error ? error.message : String(error) };
  return bug;
};

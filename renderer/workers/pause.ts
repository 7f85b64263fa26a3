/** Pauses of long work, in which a cancel is heard and progress told. */

/** Longest time in which a cancel is not heard. */
const breathMs = 40;

/** Between two parts of the work; throws the signal's reason after a cancel. */
export const pausing = (
  signal: AbortSignal,
  progress: (step: { readonly share: number }) => void = () => undefined,
): ((share?: number) => Promise<void>) => {
  let last = performance.now();
  return async (share = 0) => {
    signal.throwIfAborted();
    if (performance.now() - last < breathMs) return;
    progress({ share });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    last = performance.now();
    signal.throwIfAborted();
  };
};

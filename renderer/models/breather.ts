/** Lets messages in (a cancel, for one) when the thread has been held for `milliseconds`. */
export const breather = (milliseconds: number): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
};

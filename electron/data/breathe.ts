/** SQLite calls are synchronous: long work yields here, or a cancel is never read. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What is loaded, or opened, with its first use: `load` is called then, and everyone shares what it resolves to.
 * Rejects as it does, each time.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}

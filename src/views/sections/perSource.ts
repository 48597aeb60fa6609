import type { JobSource } from '../../jobs/source';

/** What is worked out of all that is known of a source: once, until something else is known. */
export class PerSource<T> {
  private readonly known = new WeakMap<JobSource, { readonly of: readonly unknown[]; readonly value: T }>();

  /** @param of what it is worked out of: lists that are never changed, but replaced */
  get(source: JobSource, of: readonly unknown[], workOut: () => T): T {
    const known = this.known.get(source);
    if (known?.of.every((each, at) => each === of[at]) === true) return known.value;
    const value = workOut();
    this.known.set(source, { of, value });
    return value;
  }
}

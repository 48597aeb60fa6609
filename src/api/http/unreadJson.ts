/** Characters that `JSON.parse` reads at once: in some milliseconds, whatever they are. */
export const wholeAtOnce = 400_000;
/** Items of one list, and members of one large object, that are read. */
export const maxItems = 10_000;

/** What stands in a list for an item that is too large to be read. */
export class OversizedItem {
  constructor(
    /** Characters of its JSON. */
    readonly length: number,
    /** The beginning of its JSON. */
    readonly start: string,
  ) {}
}

/** What stands at the end of a response's list for the items beyond {@link maxItems}, which are not read. */
export class LeftOut {
  constructor(readonly count: number) {}
}

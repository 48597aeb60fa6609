/** Gives everybody a turn where only some can be served at a time. */
export class RoundRobin {
  private next = 0;

  /** At most `count` of the items, beginning after those of the last time. */
  take<T>(items: readonly T[], count: number): T[] {
    if (items.length <= count) return [...items];
    const start = this.next % items.length;
    this.next = start + count;
    return [...items.slice(start), ...items.slice(0, start)].slice(0, count);
  }
}

/** Finds rows that came before. Eight bytes of a row, and four to eight to find it by. */
export class Seen {
  private high = new Uint32Array(1024);
  private low = new Uint32Array(1024);
  private count = 0;
  /** Places of hashes, from 1, where they or the ones that were pushed aside by them are looked for; 0: free. */
  private table = new Uint32Array(4096);

  /** The place, from 0, of the first that has this hash; -1, and it is kept from now on, where it is the first. */
  add(high: number, low: number): number {
    const slot = this.slotOf(high, low);
    const known = this.table[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.count === this.high.length) this.grow();
    this.high[this.count] = high;
    this.low[this.count] = low;
    this.table[this.slotOf(high, low)] = ++this.count;
    return -1;
  }

  /** The place of the first that has this hash; -1: none has. */
  find(high: number, low: number): number {
    return (this.table[this.slotOf(high, low)] ?? 0) - 1;
  }

  /** Where it is, or where it belongs. */
  private slotOf(high: number, low: number): number {
    const mask = this.table.length - 1;
    let slot = low & mask;
    for (;;) {
      const known = this.table[slot] ?? 0;
      if (known === 0 || (this.high[known - 1] === high && this.low[known - 1] === low)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    this.high = doubled(this.high);
    this.low = doubled(this.low);
    this.table = new Uint32Array(this.table.length * 2);
    for (let at = 0; at < this.count; at++)
      this.table[this.slotOf(this.high[at] ?? 0, this.low[at] ?? 0)] = at + 1;
  }
}

function doubled(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** A set of whole numbers from 0 on, one bit each: of 10,000,000 rows it takes 1.25 MB. */
export class NumberSet {
  private bits = new Uint8Array(1024);
  private count = 0;

  static of(numbers: Iterable<number>): NumberSet {
    const set = new NumberSet();
    for (const number of numbers) set.add(number);
    return set;
  }

  get size(): number {
    return this.count;
  }

  has(number: number): boolean {
    return ((this.bits[Math.floor(number / 8)] ?? 0) & (1 << (number % 8))) !== 0;
  }

  add(number: number): void {
    if (this.has(number)) return;
    const at = Math.floor(number / 8);
    if (at >= this.bits.length) this.grow(at);
    this.bits[at] = (this.bits[at] ?? 0) | (1 << (number % 8));
    this.count++;
  }

  private grow(at: number): void {
    const larger = new Uint8Array(Math.max(at + 1, this.bits.length * 2));
    larger.set(this.bits);
    this.bits = larger;
  }
}

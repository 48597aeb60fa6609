/** Bytes appended into one array. With the right capacity from the start, nothing is ever copied twice. */
export class ByteList {
  private buffer: Uint8Array;
  private used = 0;

  constructor(capacity: number) {
    this.buffer = new Uint8Array(Math.max(1, capacity));
  }

  get length(): number {
    return this.used;
  }

  append(bytes: Uint8Array): void {
    const needed = this.used + bytes.length;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer.set(bytes, this.used);
    this.used = needed;
  }

  /** What has been appended; a view, not a copy. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.used);
  }
}

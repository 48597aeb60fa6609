/** Whole numbers from 0 to 2^32 - 1 that are added one by one, four bytes each. */
export class GrowingNumbers {
  private room = new Uint32Array(1024);
  length = 0;

  add(value: number): void {
    if (this.length === this.room.length) {
      const larger = new Uint32Array(this.room.length * 2);
      larger.set(this.room);
      this.room = larger;
    }
    this.room[this.length++] = value;
  }

  /** The numbers so far, in memory of their own. */
  get values(): Uint32Array<ArrayBuffer> {
    return this.room.slice(0, this.length);
  }
}

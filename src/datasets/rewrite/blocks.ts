/** Bytes of a block: written at once. */
const blockLength = 1024 * 1024;

/** Gathers many small stretches of bytes into blocks: a file is written in a few of them. */
export class Blocks {
  private block = new Uint8Array(blockLength);
  private length = 0;
  /** The last byte of all; undefined: there was none. */
  lastByte: number | undefined;

  /** The blocks that these bytes complete. */
  *add(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.subarray(at, at + blockLength - this.length);
      this.block.set(taken, this.length);
      this.length += taken.length;
      at += taken.length;
      if (this.length === blockLength) yield* this.rest();
    }
    this.lastByte = bytes.at(-1) ?? this.lastByte;
  }

  /** What is not handed out yet. */
  *rest(): Generator<Uint8Array, void, undefined> {
    if (this.length > 0) yield this.block.subarray(0, this.length);
    this.block = new Uint8Array(blockLength); // who got the one before may still be writing it
    this.length = 0;
  }
}

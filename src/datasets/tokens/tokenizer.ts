import { CharacterBuffer, readKinds } from './characters';
import type { EncodingName } from './encodingOf';
import { countLong } from './mergeLong';
import { countRepeated } from './mergeRepeated';
import { maxShort, MergeShort } from './mergeShort';
import { type PieceEnd, pieceEnds } from './pieces';
import { noRank, Ranks } from './ranks';
import type { TextCounter } from './rowTokens';

/** What a tokenizer is made of. `npm run build` writes both into `dist/`. */
export interface TokenFiles {
  /** Of the encoding, as {@link Ranks} has them. */
  readonly ranks: Uint8Array;
  /** As {@link readKinds} has them, for all encodings. */
  readonly kinds: Uint8Array;
}

/**
 * Counts tokens as OpenAI’s tiktoken does, `encode_ordinary`: what looks like a special token is text. A text of one
 * long piece takes time by its length, not by the square of it.
 */
export class Tokenizer implements TextCounter {
  private readonly text: CharacterBuffer;
  private readonly short: MergeShort;
  private readonly pieceEnd: PieceEnd;
  private readonly ranks: Ranks;

  constructor(
    readonly encoding: EncodingName,
    { ranks, kinds }: TokenFiles,
  ) {
    this.ranks = new Ranks(ranks);
    this.text = new CharacterBuffer(readKinds(kinds));
    this.short = new MergeShort(this.ranks);
    this.pieceEnd = pieceEnds[encoding];
  }

  /** How many tokens a text is. A lone half of a surrogate pair counts as U+FFFD. */
  count(text: string): number {
    const { text: buffer, pieceEnd } = this;
    buffer.fill(text);
    let tokens = 0;
    for (let at = 0; at < buffer.length;) {
      const end = pieceEnd(buffer, at);
      tokens += this.countPiece(buffer.bytes, at, end);
      at = end;
    }
    return tokens;
  }

  private countPiece(bytes: Uint8Array, from: number, to: number): number {
    const { ranks, short } = this;
    if (to - from === 1 || ranks.of(bytes, from, to) !== noRank) return 1;
    if (to - from <= maxShort) return short.count(bytes, from, to);
    return (isRepeated(bytes, from, to) ? countRepeated : countLong)(bytes, from, to, ranks);
  }
}

function isRepeated(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if (bytes[at] !== bytes[from]) return false;
  return true;
}

import * as z from 'zod/mini';
import type { Clock } from '../api/clock';
import { nameOfKey, parseText, type SharedTexts } from './sharedTexts';
import type { CreationMark } from './source';

/** Seconds: what was sent so long ago, and is not known to have arrived, the person has looked for by then. */
const maxAge = 86_400;
/** Milliseconds between two looks at a text that another window is about to write, and how many there are. */
const writing = 100;
const maxLooks = 5;

/** `at`: Unix seconds. */
const Kept = z.object({ nonce: z.string().check(z.minLength(8), z.maxLength(100)), at: z.number() });
type Kept = z.infer<typeof Kept>;

/** That this window creates a job, or that one was sent before and is not known to have arrived. */
export interface CreationClaim extends CreationMark {
  readonly name: string;
}

/**
 * Which jobs are being created or may have been, in all windows: who wants the very same job looks for it before anything
 * is sent. A claim is kept until it is known what became of the job, at most a day. Where none can be written, this window
 * alone knows of it.
 */
export class CreationClaims {
  /** What stands as far as this window knows, by names; a second take waits for what the first one finds. */
  private readonly here = new Map<string, Promise<Kept>>();
  private isTidied = false;

  /** @param record notes what went wrong */
  constructor(
    private readonly texts: SharedTexts,
    private readonly clock: Clock,
    private readonly record: (error: unknown) => void,
  ) {}

  /** @param key the same for the same job. Never rejects for lack of a place to write to. */
  async take(key: string): Promise<CreationClaim> {
    const name = await nameOfKey(key);
    if (!this.isTidied) void this.tidy();
    const known = this.here.get(name);
    if (known === undefined) return this.claim(name);
    const kept = await known;
    if (this.isCurrent(kept)) return toClaim(name, kept, true);
    this.drop(name, known);
    return this.take(key);
  }

  /** It is known what became of the job. Never rejects. */
  async release({ name, nonce }: CreationClaim): Promise<void> {
    const known = this.here.get(name);
    if (known !== undefined && (await known).nonce === nonce) this.drop(name, known);
    try {
      // By now it may be the claim of another window, for one more job.
      if (parse(await this.texts.read(name))?.nonce === nonce) await this.texts.remove(name);
    } catch (error) {
      this.record(error);
    }
  }

  private async claim(name: string): Promise<CreationClaim> {
    const own: Kept = { nonce: crypto.randomUUID(), at: this.now };
    const sharing = this.share(name, own).catch((error: unknown) => {
      this.record(error);
      return own;
    });
    this.here.set(name, sharing);
    const first = await sharing;
    return toClaim(name, first, first.nonce !== own.nonce);
  }

  /** Unless another one has taken its place. */
  private drop(name: string, known: Promise<Kept>): void {
    if (this.here.get(name) === known) this.here.delete(name);
  }

  /** The claim that stands: this one, or one that was there first. */
  private async share(name: string, own: Kept): Promise<Kept> {
    for (let tries = 0; tries < maxLooks; tries++) {
      await this.texts.add(name, JSON.stringify(own));
      if (tries > 0) await this.clock.sleep(writing); // another window may be about to remove it as the old one
      const text = await this.settled(name);
      const found = parse(text);
      if (found !== null && this.isCurrent(found)) return found;
      await this.removeOld(name, text);
    }
    return own;
  }

  /** The text once it is one of a claim, or does not become one. Null: it is gone. */
  private async settled(name: string): Promise<string | null> {
    for (let look = 1; ; look++) {
      const text = await this.texts.read(name);
      if (text === null || parse(text) !== null || look >= maxLooks) return text;
      await this.clock.sleep(writing); // its name is there a moment before its text
    }
  }

  /** Unless another window has put its own in place of it meanwhile. */
  private async removeOld(name: string, text: string | null): Promise<void> {
    if (text !== null && (await this.texts.read(name)) === text) await this.texts.remove(name);
  }

  /** Once, removes what is too old to be of use. Never rejects. */
  private async tidy(): Promise<void> {
    this.isTidied = true;
    try {
      for (const name of await this.texts.names()) {
        const text = await this.texts.read(name);
        const found = parse(text);
        if (found !== null && !this.isCurrent(found)) await this.removeOld(name, text);
      }
    } catch (error) {
      this.record(error);
    }
  }

  private isCurrent({ at }: Kept): boolean {
    return Math.abs(this.now - at) <= maxAge;
  }

  private get now(): number {
    return this.clock.now() / 1000;
  }
}

function toClaim(name: string, { nonce, at }: Kept, isEarlier: boolean): CreationClaim {
  return { name, nonce, sentAt: isEarlier ? at : null };
}

/** Null: it is no claim. */
function parse(text: string | null): Kept | null {
  return Kept.safeParse(parseText(text)).data ?? null;
}

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
  /** Of this window, by their names. */
  private readonly here = new Map<string, Kept>();
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
    if (known !== undefined && this.isCurrent(known)) return toClaim(name, known, true);
    const own: Kept = { nonce: crypto.randomUUID(), at: this.now };
    this.here.set(name, own);
    const earlier = await this.share(name, own).catch((error: unknown) => {
      this.record(error);
      return null;
    });
    if (earlier === null) return toClaim(name, own, false);
    this.here.set(name, earlier);
    return toClaim(name, earlier, true);
  }

  /** It is known what became of the job. Never rejects. */
  async release({ name, nonce }: CreationClaim): Promise<void> {
    if (this.here.get(name)?.nonce === nonce) this.here.delete(name);
    try {
      // By now it may be the claim of another window, for one more job.
      if (parse(await this.texts.read(name))?.nonce === nonce) await this.texts.remove(name);
    } catch (error) {
      this.record(error);
    }
  }

  /** The claim that was there first; null: it is this one. */
  private async share(name: string, own: Kept): Promise<Kept | null> {
    const text = JSON.stringify(own);
    if (await this.texts.add(name, text)) return null;
    const found = await this.find(name);
    if (found !== null && this.isCurrent(found)) return found;
    await this.texts.remove(name);
    if (await this.texts.add(name, text)) return null;
    return this.find(name);
  }

  /** Null: it is gone, or nothing that a window has written. */
  private async find(name: string): Promise<Kept | null> {
    for (let look = 1; ; look++) {
      const text = await this.texts.read(name);
      const found = parse(text);
      if (found !== null || text === null || look >= maxLooks) return found;
      await this.clock.sleep(writing); // its name is there a moment before its text
    }
  }

  /** Once, removes what is too old to be of use. Never rejects. */
  private async tidy(): Promise<void> {
    this.isTidied = true;
    try {
      for (const name of await this.texts.names()) {
        const found = parse(await this.texts.read(name));
        if (found !== null && !this.isCurrent(found)) await this.texts.remove(name);
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

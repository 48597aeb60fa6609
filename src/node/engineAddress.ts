import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { challengePath, isProof, newNonce } from '../engine/http/proof';
import type { EngineAddress } from '../platform/host';

/** Of a proof in its envelope, and of an address file. */
const maxResponseBytes = 1_000;
const maxFileBytes = 10_000;

/** An engine on this machine responds sooner, if at all. */
const timeoutMs = 2_000;

/** The file through which windows share the address of one engine. */
export class AddressFile {
  constructor(private readonly file: string) {}

  /** The address of an engine that is running; null where none is. */
  async readLiving(): Promise<EngineAddress | null> {
    const address = await this.read();
    return address !== null && (await isEngineRunning(address)) ? address : null;
  }

  /** Appears whole: another window may be reading. */
  async write(address: EngineAddress): Promise<void> {
    const temporary = `${this.file}.${String(process.pid)}.tmp`;
    await writeFile(temporary, JSON.stringify(address), { mode: 0o600 });
    await rename(temporary, this.file);
  }

  /** Forgets an engine that ended, so that its key is not sent to the next process on its port. */
  async remove(address: EngineAddress): Promise<void> {
    if ((await this.read())?.baseUrl === address.baseUrl) await rm(this.file, { force: true });
  }

  private async read(): Promise<EngineAddress | null> {
    try {
      const { size } = await stat(this.file);
      if (size > maxFileBytes) return null;
      const value: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      return isAddress(value) ? value : null;
    } catch {
      return null; // there is none yet, or it is not valid
    }
  }
}

/**
 * Whether the engine of this key is running. Another process may have its port by now, so nothing is sent but a nonce:
 * only a process that knows the key can respond to it.
 */
export async function isEngineRunning({ baseUrl, apiKey }: EngineAddress): Promise<boolean> {
  try {
    const url = new URL(challengePath, baseUrl);
    const nonce = newNonce();
    url.searchParams.set('nonce', nonce);
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { signal, redirect: 'error' });
    const text = await readShort(response);
    const proof = proofIn(JSON.parse(text));
    return response.ok && proof !== null && isProof(proof, apiKey, Number(url.port), nonce);
  } catch {
    return false;
  }
}

function proofIn(parsed: unknown): string | null {
  if (typeof parsed !== 'object' || parsed === null || !('proof' in parsed)) return null;
  return typeof parsed.proof === 'string' ? parsed.proof : null;
}

/** The response's text, unless it is longer than any proof. */
async function readShort(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null; // Node's is; the common types do not say so
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxResponseBytes) throw new RangeError('that is no proof');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isAddress(value: unknown): value is EngineAddress {
  if (typeof value !== 'object' || value === null) return false;
  if (!('baseUrl' in value) || !('apiKey' in value)) return false;
  const { baseUrl, apiKey } = value;
  // A file on disk must not send the key anywhere but to this machine.
  return (
    typeof baseUrl === 'string' &&
    typeof apiKey === 'string' &&
    /^[\x21-\x7e]{1,1000}$/.test(apiKey) &&
    /^http:\/\/127\.0\.0\.1:\d{1,5}\/v1$/.test(baseUrl)
  );
}

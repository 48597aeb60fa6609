import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { EngineAddress } from '../platform/host';

/** Milliseconds: an engine on this machine that answers at all answers sooner. */
const patience = 2_000;

/** The file in which the engine of one window tells the others where it answers. */
export class AddressFile {
  constructor(private readonly file: string) {}

  /** Where an engine answers now; null where none does. */
  async readLiving(): Promise<EngineAddress | null> {
    const address = await this.read();
    return address !== null && (await answers(address)) ? address : null;
  }

  /** Appears whole: another window may be reading. */
  async write(address: EngineAddress): Promise<void> {
    const temporary = `${this.file}.${String(process.pid)}.tmp`;
    await writeFile(temporary, JSON.stringify(address), { mode: 0o600 });
    await rename(temporary, this.file);
  }

  /** Forgets an engine that ended, so that its key is not sent to whoever gets its port next. */
  async remove(address: EngineAddress): Promise<void> {
    if ((await this.read())?.baseUrl === address.baseUrl) await rm(this.file, { force: true });
  }

  private async read(): Promise<EngineAddress | null> {
    try {
      const value: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      return isAddress(value) ? value : null;
    } catch {
      return null; // none yet, or not one of ours
    }
  }
}

/** Whether an engine that takes this key is there. */
export async function answers(address: EngineAddress): Promise<boolean> {
  try {
    const response = await fetch(`${address.baseUrl}/models`, {
      headers: { authorization: `Bearer ${address.apiKey}` },
      signal: AbortSignal.timeout(patience),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function isAddress(value: unknown): value is EngineAddress {
  if (typeof value !== 'object' || value === null) return false;
  if (!('baseUrl' in value) || !('apiKey' in value)) return false;
  const { baseUrl, apiKey } = value;
  // A file on disk must not send the key anywhere but to this machine.
  return (
    typeof baseUrl === 'string' && typeof apiKey === 'string' && /^http:\/\/127\.0\.0\.1:\d+\//.test(baseUrl)
  );
}

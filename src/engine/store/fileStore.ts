import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { moveDurably, writeFileAtomically } from './atomicFile';
import { newId, temporaryName } from './ids';
import { nowSeconds } from './nowSeconds';
import { readRecord } from './readRecord';

/** A file as the API shows it. Source: OpenAI's `OpenAIFile`. Times are in seconds, sizes in bytes. */
export const WireFile = z.object({
  id: z.string(),
  object: z.literal('file'),
  bytes: z.int(),
  created_at: z.int(),
  expires_at: z.int().nullable(),
  filename: z.string(),
  purpose: z.string(),
  status: z.enum(['uploaded', 'processed', 'error']),
  status_details: z.string().nullable(),
});
export type WireFile = z.infer<typeof WireFile>;

/** `order` counts the files of a data directory: several are created within one second. */
const StoredFile = z.object({ order: z.int(), file: WireFile });
type StoredFile = z.infer<typeof StoredFile>;

/** What a new file is created from: content in a temporary file, flushed to disk. */
export interface NewFile {
  readonly content: string;
  readonly bytes: number;
  readonly filename: string;
  readonly purpose: string;
  readonly expiresAt?: number | null;
  /** Given where the same file may be created twice. */
  readonly id?: string;
}

/** Characters of a file's name that are kept. */
const maxNameLength = 1_000;

/** A name that fits into every response and header: half a pair of surrogates becomes U+FFFD. */
function storableName(name: string): string {
  return Buffer.from(name.slice(0, maxNameLength)).toString('utf8');
}

/** The files: content and description side by side, the description last, so that no file is there by half. */
export class FileStore {
  private readonly stored = new Map<string, StoredFile>();
  private nextOrder = 1;

  constructor(private readonly directory: string) {}

  async load(): Promise<void> {
    for (const name of await readdir(this.directory)) {
      if (!name.endsWith('.json')) continue;
      const kept = await readRecord(path.join(this.directory, name), StoredFile);
      if (kept === 'missing') continue;
      const stored = kept === 'unreadable' ? await this.unreadable(name) : kept.record;
      this.stored.set(stored.file.id, stored);
      this.nextOrder = Math.max(this.nextOrder, stored.order + 1);
    }
    await this.removeOrphans();
  }

  /** Oldest first. */
  list(): WireFile[] {
    const now = nowSeconds();
    return [...this.stored.values()]
      .sort((left, right) => left.order - right.order)
      .map(({ file }) => file)
      .filter((file) => !this.dropIfExpired(file, now));
  }

  get(id: string): WireFile | undefined {
    const file = this.stored.get(id)?.file;
    return file && !this.dropIfExpired(file, nowSeconds()) ? file : undefined;
  }

  contentPath(id: string): string {
    return path.join(this.directory, `${id}.bin`);
  }

  temporaryPath(): string {
    return temporaryName(path.join(this.directory, 'incoming'));
  }

  async add({
    content,
    bytes,
    filename,
    purpose,
    expiresAt,
    id = newId('file-'),
  }: NewFile): Promise<WireFile> {
    const file: WireFile = {
      id,
      object: 'file',
      bytes,
      created_at: nowSeconds(),
      expires_at: expiresAt ?? null,
      filename: storableName(filename),
      purpose,
      status: 'processed',
      status_details: null,
    };
    const stored = { order: this.nextOrder++, file };
    try {
      await moveDurably(content, this.contentPath(id));
      await writeFileAtomically(this.descriptionPath(id), JSON.stringify(stored));
    } catch (error) {
      await rm(this.contentPath(id), { force: true });
      throw error;
    }
    this.stored.set(id, stored);
    return file;
  }

  async delete(id: string): Promise<void> {
    // The description first: without it there is no file, also after the next start.
    await rm(this.descriptionPath(id), { recursive: true, force: true });
    this.stored.delete(id);
    await rm(this.contentPath(id), { recursive: true, force: true });
  }

  /** Stands for a file whose description cannot be read: its content can still be read. */
  private async unreadable(name: string): Promise<StoredFile> {
    const id = name.slice(0, -'.json'.length);
    const found = await stat(this.contentPath(id)).catch(() => null);
    return {
      order: 0,
      file: {
        id,
        object: 'file',
        bytes: found?.size ?? 0,
        created_at: Math.max(1, Math.floor((found?.mtimeMs ?? 0) / 1000)),
        expires_at: null,
        filename: id,
        purpose: 'fine-tune',
        status: 'error',
        status_details: `What the engine keeps of this file cannot be read: ${path.join(this.directory, name)}`,
      },
    };
  }

  private descriptionPath(id: string): string {
    return path.join(this.directory, `${id}.json`);
  }

  private dropIfExpired(file: WireFile, now: number): boolean {
    if (file.expires_at === null || file.expires_at > now) return false;
    // What cannot be removed now stays on disk and is tried again after the next start.
    this.delete(file.id).catch(() => undefined);
    return true;
  }

  /** Content without a description is an upload that was cut off before the response was sent. */
  private async removeOrphans(): Promise<void> {
    const names = await readdir(this.directory);
    for (const name of names) {
      if (name.endsWith('.bin') && !names.includes(name.replace(/bin$/, 'json')))
        await rm(path.join(this.directory, name), { force: true });
    }
  }
}

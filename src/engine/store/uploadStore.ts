import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { moveDurably, writeFileAtomically } from './atomicFile';
import { newId, temporaryName } from './ids';
import { nowSeconds } from './nowSeconds';
import { readRecord } from './readRecord';

const Part = z.object({ id: z.string(), createdAt: z.int(), bytes: z.int() });
type Part = z.infer<typeof Part>;

/** A file that comes in parts. Times are in seconds since 1970. */
export const Upload = z.object({
  id: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  filename: z.string(),
  purpose: z.string(),
  /** As announced; the parts must come to this. */
  bytes: z.int(),
  fileExpiresAt: z.int().nullable(),
  status: z.enum(['pending', 'completed', 'cancelled', 'expired']),
  parts: z.array(Part),
  /** The file that it became. */
  fileId: z.string().nullable(),
});
export type Upload = z.infer<typeof Upload>;

/** OpenAI's: an upload that is not completed within an hour expires. */
const lifetimeSeconds = 3600;

/** Uploads under way, a folder each; they survive a kill as everything does. */
export class UploadStore {
  private readonly uploads = new Map<string, Upload>();

  constructor(private readonly directory: string) {}

  async load(): Promise<void> {
    for (const id of await readdir(this.directory)) {
      const kept = await readRecord(this.recordPath(id), Upload);
      if (kept === 'missing' || kept === 'unreadable') continue; // an hour later it would have expired anyway
      const upload = kept.record;
      this.uploads.set(upload.id, upload);
      if (this.get(id)?.status === 'expired') await this.dropParts(upload);
    }
  }

  get(id: string): Upload | undefined {
    const upload = this.uploads.get(id);
    if (upload?.status === 'pending' && upload.expiresAt <= nowSeconds()) upload.status = 'expired';
    return upload;
  }

  async create(made: Pick<Upload, 'filename' | 'purpose' | 'bytes' | 'fileExpiresAt'>): Promise<Upload> {
    const createdAt = nowSeconds();
    const upload: Upload = {
      ...made,
      id: newId('upload_'),
      createdAt,
      expiresAt: createdAt + lifetimeSeconds,
      status: 'pending',
      parts: [],
      fileId: null,
    };
    const folder = path.join(this.directory, upload.id);
    try {
      await mkdir(folder, { mode: 0o700 });
      await this.save(upload);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    this.uploads.set(upload.id, upload);
    return upload;
  }

  temporaryPath(upload: Upload): string {
    return temporaryName(this.partPath(upload, 'incoming'));
  }

  /** Adds a part from a temporary file that has been flushed. */
  async addPart(upload: Upload, content: string, bytes: number): Promise<Part> {
    const part = { id: newId('part_'), createdAt: nowSeconds(), bytes };
    await moveDurably(content, this.partPath(upload, part.id));
    await this.save({ ...upload, parts: [...upload.parts, part] });
    upload.parts.push(part);
    return part;
  }

  /** Joins the parts in the given order into `target`, flushed. */
  async join(upload: Upload, partIds: readonly string[], target: string): Promise<void> {
    const file = await open(target, 'wx', 0o600);
    try {
      for (const id of partIds) {
        for await (const chunk of createReadStream(this.partPath(upload, id)))
          await file.write(chunk as Buffer); // as a stream without an encoding gives
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Ends an upload: its parts are not needed any more. */
  async end(upload: Upload, status: 'completed' | 'cancelled', fileId: string | null): Promise<void> {
    await this.save({ ...upload, status, fileId });
    upload.status = status;
    upload.fileId = fileId;
    await this.dropParts(upload);
  }

  private async dropParts(upload: Upload): Promise<void> {
    for (const { id } of upload.parts) await rm(this.partPath(upload, id), { force: true });
  }

  private async save(upload: Upload): Promise<void> {
    await writeFileAtomically(this.recordPath(upload.id), JSON.stringify(upload));
  }

  private recordPath(id: string): string {
    return path.join(this.directory, id, 'upload.json');
  }

  private partPath(upload: Upload, partId: string): string {
    return path.join(this.directory, upload.id, partId);
  }
}

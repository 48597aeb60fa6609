import type { FineTuningClient } from '../../api/client';
import type { UploadSource } from '../../api/http/multipart';
import type { FileObject } from '../../api/wire/file';
import type { SourceFiles } from '../source';

/** The files of a provider. */
export class ProviderFiles implements SourceFiles {
  constructor(private readonly connect: () => Promise<FineTuningClient>) {}

  async listUploaded(limit: number, signal: AbortSignal): Promise<readonly FileObject[]> {
    const client = await this.connect();
    return (await client.files.list({ purpose: 'fine-tune', limit }, { signal }).first()).items;
  }

  async retrieve(fileId: string, signal: AbortSignal): Promise<FileObject> {
    return (await this.connect()).files.retrieve(fileId, { signal });
  }

  async *content(fileId: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    yield* (await this.connect()).files.content(fileId, { signal });
  }

  async upload(
    source: UploadSource,
    signal: AbortSignal,
    onProgress: (sent: number) => void,
  ): Promise<FileObject> {
    return (await this.connect()).files.upload(source, 'fine-tune', { signal, onProgress });
  }
}

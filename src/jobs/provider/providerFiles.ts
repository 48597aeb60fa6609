import type { Clock } from '../../api/clock';
import type { UploadSource } from '../../api/http/multipart';
import type { SentFile } from '../../api/uploadStaged';
import type { FileObject } from '../../api/wire/file';
import type { SourceFiles } from '../source';
import type { Connect } from './connect';
import { gone } from './gone';
import { ProviderList } from './providerList';

const filesPerPage = 100;

/** What a file of weights is called at the end. An archive may be either: Model Studio trains on zips of texts and images. */
const weights = /\.(?:safetensors|gguf|ggml|bin|ckpt|pth?|onnx)$/i;

/** Whether a job may be trained on it. */
function isData({ purpose, filename }: FileObject): boolean {
  return purpose !== 'fine-tune-results' && !weights.test(filename);
}

/** The files of a provider. */
export class ProviderFiles implements SourceFiles {
  readonly stored: ProviderList<FileObject>;

  constructor(
    private readonly connect: Connect,
    clock: Clock,
    /** These files are called so. */
    private readonly onNamed: (files: readonly FileObject[]) => void,
  ) {
    this.stored = new ProviderList(connect, clock, {
      list: (client, after, signal) =>
        client.files.list({ after, limit: filesPerPage }, signal === undefined ? {} : { signal }),
      onPage: onNamed,
    });
  }

  async listUploaded(limit: number, signal: AbortSignal): Promise<readonly FileObject[]> {
    const client = await this.connect(signal);
    const { items } = await client.files.list({ purpose: 'fine-tune', limit }, { signal }).first();
    this.onNamed(items);
    return items.filter(isData); // some servers list all
  }

  async retrieve(fileId: string, signal: AbortSignal): Promise<FileObject> {
    return (await this.connect(signal)).files.retrieve(fileId, { signal });
  }

  async *content(fileId: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    yield* (await this.connect(signal)).files.content(fileId, { signal });
  }

  async upload(
    source: UploadSource,
    signal: AbortSignal,
    onProgress: (sent: number) => void,
    expiresAfter?: number,
  ): Promise<SentFile> {
    const { files } = await this.connect(signal);
    const file = await files.upload(source, 'fine-tune', {
      ...{ signal, onProgress },
      ...(expiresAfter === undefined ? {} : { expiresAfter }),
    });
    this.onNamed([file]);
    this.stored.add(file);
    return file;
  }

  async delete(fileId: string, signal: AbortSignal): Promise<void> {
    await gone((await this.connect(signal)).files.delete(fileId, { signal }));
    this.stored.remove(fileId);
  }
}

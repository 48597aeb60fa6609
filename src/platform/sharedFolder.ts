import { FileSystemError, Uri, workspace } from 'vscode';
import type { Host } from './host';

/** Small texts as files of one folder, which all windows of this person share. */
export class SharedFolder {
  constructor(
    private readonly folder: Uri,
    /** Writes over nothing. */
    private readonly host: Pick<Host, 'saveNew'>,
  ) {}

  /** False: there is one of that name already. On disk, one alone of several that add it at once gets true. */
  async add(name: string, text: string): Promise<boolean> {
    await workspace.fs.createDirectory(this.folder);
    try {
      await this.host.saveNew(inOnePiece(text), this.place(name));
      return true;
    } catch (error) {
      if ((await this.read(name)) === null) throw error;
      return false;
    }
  }

  /** Null: there is none. */
  async read(name: string): Promise<string | null> {
    const bytes = await orNone(workspace.fs.readFile(this.place(name)));
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  /** One that is gone already counts as removed. */
  async remove(name: string): Promise<void> {
    await orNone(workspace.fs.delete(this.place(name)));
  }

  async names(): Promise<readonly string[]> {
    const entries = (await orNone(workspace.fs.readDirectory(this.folder))) ?? [];
    return entries.map(([name]) => name).filter((name) => !name.startsWith('.')); // being written
  }

  private place(name: string): Uri {
    return Uri.joinPath(this.folder, name);
  }
}

/** Null: there is no such file. */
async function orNone<T>(working: Thenable<T>): Promise<T | null> {
  try {
    return await working;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

async function* inOnePiece(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

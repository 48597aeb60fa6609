import { FileSystemError, type Uri, workspace } from 'vscode';
import type { DatasetReport } from '../datasets/report';
import { DisposableOwner } from '../platform/disposables';
import type { Host } from '../platform/host';
import { FileWatch } from './fileWatch';

export interface Follower {
  readonly openForUpload: Host['openForUpload'];
  /** What is wrong with the file now; null where it is gone. */
  readonly onReport: (report: DatasetReport | null) => void;
  /** The file cannot be read: what was listed may still be true. */
  readonly onFailure: (error: unknown) => void;
}

/** A data file that is checked again whenever it changes, wherever that happens. */
export class FollowedFile extends DisposableOwner {
  /** Of the check under way; a later change makes it out of date. */
  private controller = new AbortController();

  constructor(
    readonly uri: Uri,
    private readonly follower: Follower,
  ) {
    super();
    this.own(new FileWatch(uri, () => void this.check()));
    this.followDeletions();
  }

  /** Ends the check under way and begins with a new one. Never rejects. */
  async check(): Promise<void> {
    this.controller.abort();
    if (this.isDisposed) return;
    const { signal } = (this.controller = new AbortController());
    try {
      const report = await this.read(signal);
      if (!signal.aborted) this.follower.onReport(report);
    } catch (error) {
      if (!signal.aborted) this.follower.onFailure(error);
    }
  }

  override dispose(): void {
    this.controller.abort();
    super.dispose();
  }

  private async read(signal: AbortSignal): Promise<DatasetReport | null> {
    if (!(await exists(this.uri))) return null;
    const { checkDataset } = await import('../datasets/check'); // not needed at the start
    const source = await this.follower.openForUpload(this.uri);
    return checkDataset(source.read(), { signal });
  }

  /** A folder that is deleted is reported as a whole, without the files in it. */
  private followDeletions(): void {
    const watcher = this.own(workspace.createFileSystemWatcher('**', true, true, false));
    this.own(
      watcher.onDidDelete(({ path }) => {
        if (this.uri.path.startsWith(`${path}/`)) void this.check();
      }),
    );
  }
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

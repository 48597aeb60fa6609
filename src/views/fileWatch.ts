import { RelativePattern, Uri, workspace } from 'vscode';
import { DisposableOwner } from '../platform/disposables';

/** Says when a file is written, created or deleted, whoever does it. */
export class FileWatch extends DisposableOwner {
  /** Watches all of its folder: a name can have characters that mean something in a pattern. */
  constructor(file: Uri, onChange: () => void) {
    super();
    const folder = new RelativePattern(Uri.joinPath(file, '..'), '*');
    const watcher = this.own(workspace.createFileSystemWatcher(folder));
    const onEvent = ({ path }: Uri) => {
      if (path === file.path) onChange();
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      this.own(event(onEvent));
  }
}

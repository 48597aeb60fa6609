import { t } from '@vscode/l10n';
import { type Diagnostic, languages, TabInputText, type Uri, window, workspace } from 'vscode';
import type { DatasetReport } from '../datasets/report';
import { DisposableOwner } from '../platform/disposables';
import type { Host } from '../platform/host';
import { toDiagnostic } from './dataDiagnostic';
import { FollowedFile, type Follower } from './followedFile';
import { documentScheme } from './names';
import type { OpenData } from './openData';

/**
 * The broken lines of data files, in VS Code's Problems, for as long as the files have them: a file with problems is
 * checked again when it changes, and is forgotten when it is good or gone. Closing its editor changes nothing, but
 * for a provider's copy, which nothing else would end.
 */
export class DataProblems extends DisposableOwner {
  private readonly collection = this.own(languages.createDiagnosticCollection('fineTuning'));
  private readonly files = new Map<string, FollowedFile>();
  /** What was listed when a rename began: once it is done, the old names may already have been found missing. */
  private beforeRename: readonly (readonly [Uri, readonly Diagnostic[]])[] = [];

  constructor(
    private readonly openForUpload: Host['openForUpload'],
    /** Lists the problems of some files itself, as long as they are open. */
    private readonly openData: OpenData,
    private readonly record: (attempt: string, error: unknown) => void,
  ) {
    super();
    this.own(
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.listOnce(uri);
      }),
    );
    // Also where a file system does not report changes, or the settings exclude the file from watching.
    this.own(workspace.onDidSaveTextDocument(({ uri }) => void this.files.get(uri.toString())?.check()));
    this.own(
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed)
          if (input instanceof TabInputText && input.uri.scheme === documentScheme) this.forget(input.uri);
      }),
    );
    this.own(
      workspace.onWillRenameFiles(() => {
        this.beforeRename = [...this.files.values()].map(({ uri }) => [uri, this.collection.get(uri) ?? []]);
      }),
    );
    this.own(
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.rename(oldUri, newUri);
        this.beforeRename = [];
      }),
    );
  }

  /** Lists what a check has just found, instead of what was listed before. */
  show(file: Uri, { problems }: DatasetReport): void {
    this.list(file, problems.map(toDiagnostic));
  }

  override dispose(): void {
    for (const file of this.files.values()) file.dispose();
    this.files.clear();
    super.dispose();
  }

  private list(file: Uri, problems: readonly Diagnostic[]): void {
    if (problems.length === 0) this.forget(file);
    else {
      this.collection.set(file, this.openData.lists(file) ? [] : problems);
      if (file.scheme !== documentScheme) this.follow(file); // a provider's copy does not change
    }
  }

  /** What is listed as an open file is not listed here as well, and is again once it is closed. */
  private listOnce(file: Uri): void {
    const followed = this.files.get(file.toString());
    if (followed === undefined) return;
    const isListedHere = (this.collection.get(file) ?? []).length > 0;
    const isListedThere = this.openData.lists(file);
    if (isListedHere && isListedThere) this.collection.set(file, []);
    else if (!isListedHere && !isListedThere) void followed.check();
  }

  private follow(file: Uri): void {
    const key = file.toString();
    this.files.get(key)?.dispose(); // ends a check that is out of date now
    this.files.set(key, new FollowedFile(file, this.followerOf(file)));
  }

  private followerOf(file: Uri): Follower {
    return {
      openForUpload: this.openForUpload,
      onReport: (report) => {
        this.list(file, report?.problems.map(toDiagnostic) ?? []);
      },
      onFailure: (error) => {
        this.record(t('Checking the file failed'), error);
      },
    };
  }

  private forget(file: Uri): void {
    const key = file.toString();
    this.files.get(key)?.dispose();
    this.files.delete(key);
    this.collection.delete(file);
  }

  /** A file keeps its problems under its new name, also where a folder above it was renamed. */
  private rename(from: Uri, to: Uri): void {
    for (const [uri, problems] of this.beforeRename) {
      if (uri.path !== from.path && !uri.path.startsWith(`${from.path}/`)) continue;
      this.forget(uri);
      const renamed = to.with({ path: to.path + uri.path.slice(from.path.length) });
      this.list(renamed, problems);
      void this.files.get(renamed.toString())?.check(); // it may have changed meanwhile
    }
  }
}

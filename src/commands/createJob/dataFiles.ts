import type { Uri } from 'vscode';
import { l10n, window, workspace } from 'vscode';
import type { FineTuningClient } from '../../api/client';
import type { Account } from '../../jobs/account';
import { age, byteSize } from '../../jobs/format';
import { type Answer, type Choice, type StepFrame, choose } from '../../platform/steps';
import type { App } from '../command';
import type { DataFile } from './draft';

type FileChoice = DataFile | 'none' | 'browse';

const mostWorkspaceFiles = 200;
const mostUploadedFiles = 100;

/** Asks for a data file: one of the workspace, one already uploaded, or any on disk. */
export async function askDataFile(
  app: App,
  account: Account,
  frame: StepFrame & { placeholder: string; isOptional: boolean; current: DataFile | null },
): Promise<Answer<DataFile | null>> {
  const none: Choice<FileChoice> = { label: l10n.t('$(circle-slash) No validation file'), value: 'none' };
  const browse: Choice<FileChoice> = {
    label: l10n.t('$(folder-opened) Browse…'),
    value: 'browse',
    alwaysShow: true,
  };
  const { current } = frame;
  const chosen: Choice<FileChoice>[] =
    current === null
      ? []
      : [{ label: `$(check) ${current.name}`, description: l10n.t('chosen'), value: current }];
  const local = await listWorkspaceFiles();
  const answer = await choose<FileChoice>({
    ...frame,
    choices: [
      ...chosen,
      ...(frame.isOptional ? [none] : []),
      ...(local.length > 0 ? [{ separator: l10n.t('in the workspace') }, ...local] : []),
      { separator: l10n.t('elsewhere') },
      browse,
    ],
    more: listUploadedFiles(app, account).then((uploaded) =>
      uploaded.length > 0 ? [{ separator: l10n.t('already uploaded') }, ...uploaded] : [],
    ),
  });
  if (answer.kind !== 'value') return answer;
  if (answer.value === 'none') return { kind: 'value', value: null };
  if (answer.value !== 'browse') return { kind: 'value', value: answer.value };
  const [file] =
    (await window.showOpenDialog({ title: frame.placeholder, filters: { JSONL: ['jsonl', 'ndjson'] } })) ??
    [];
  return file === undefined ? { kind: 'cancel' } : { kind: 'value', value: toDataFile(file) };
}

export function toDataFile(uri: Uri): DataFile {
  return { kind: 'local', uri, name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}

async function listWorkspaceFiles(): Promise<Choice<FileChoice>[]> {
  const files = await workspace.findFiles('**/*.{jsonl,ndjson}', '**/node_modules/**', mostWorkspaceFiles);
  const sizes = await Promise.all(
    files.map((file) =>
      workspace.fs.stat(file).then(
        (stat) => stat.size,
        () => null,
      ),
    ),
  );
  return files
    .map((uri, index): Choice<FileChoice> => {
      const size = sizes[index] ?? null;
      const path = workspace.asRelativePath(uri);
      return {
        label: `$(file) ${toDataFile(uri).name}`,
        description: [size === null ? null : byteSize(size), path]
          .filter((each) => each !== null)
          .join(' · '),
        value: toDataFile(uri),
      };
    })
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** What cannot be listed is left out here: the workspace's files can still be chosen. */
async function listUploadedFiles(app: App, account: Account): Promise<Choice<FileChoice>[]> {
  if (account.dialect.capabilities.files !== true) return [];
  try {
    const client: FineTuningClient = await account.connect();
    const page = await client.files.list({ purpose: 'fine-tune', limit: mostUploadedFiles }).first();
    const now = app.clock.now() / 1000;
    return page.items.map((file) => ({
      label: `$(cloud) ${file.filename}`,
      description: [
        file.bytes === null ? null : byteSize(file.bytes),
        file.createdAt === null ? null : age(file.createdAt, now),
        file.id,
      ]
        .filter((each) => each !== null)
        .join(' · '),
      value: { kind: 'uploaded', id: file.id, name: file.filename },
    }));
  } catch (error) {
    app.errors.record('Listing the uploaded files failed', error);
    return [];
  }
}

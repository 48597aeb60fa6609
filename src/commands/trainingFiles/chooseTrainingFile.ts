import { t } from '@vscode/l10n';
import { TabInputCustom, TabInputText, ThemeIcon, type Uri, window, workspace } from 'vscode';
import { pickOne } from '../../platform/picks';
import type { App } from '../command';

const maxFiles = 200;
const pattern = '**/*.{jsonl,ndjson}';
const filters = { JSONL: ['jsonl', 'ndjson'] };

/**
 * One of the JSONL files of the workspace, the one in front first, or any on disk.
 *
 * @param besides a file that is not offered
 */
export async function chooseTrainingFile(
  app: Pick<App, 'dataReports'>,
  placeHolder: string,
  besides?: Uri,
): Promise<Uri | undefined> {
  const files = (await findTrainingFiles()).filter((uri) => uri.toString() !== besides?.toString());
  if (files.length === 0) return browseForFile();
  const inFront = trainingFileInFront(app)?.toString();
  const items = files
    .map((uri) => ({ label: workspace.asRelativePath(uri), iconPath: new ThemeIcon('file'), uri }))
    .sort((a, b) => Number(b.uri.toString() === inFront) - Number(a.uri.toString() === inFront));
  const elsewhere = { label: t('Browse…'), iconPath: new ThemeIcon('folder-opened'), uri: undefined };
  const picked = await pickOne([...items, elsewhere], { placeHolder });
  return picked === undefined ? undefined : (picked.uri ?? browseForFile());
}

/** By name. */
export async function findTrainingFiles(): Promise<Uri[]> {
  const files = await workspace.findFiles(pattern, '**/node_modules/**', maxFiles);
  return files.sort((a, b) => a.path.localeCompare(b.path));
}

/**
 * What the editor in front shows, if it is JSON lines: as text, also of a size that VS Code does not show, or as rows; of a
 * report its file.
 */
export function trainingFileInFront({ dataReports }: Pick<App, 'dataReports'>): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const isOfFile = input instanceof TabInputText || input instanceof TabInputCustom;
  const shown = isOfFile ? input.uri : dataReports.fileInFront;
  const uri = window.activeTextEditor?.document.uri ?? shown;
  return uri !== undefined && /\.(jsonl|ndjson)$/i.test(uri.path) ? uri : undefined;
}

export async function browseForFile(title?: string): Promise<Uri | undefined> {
  const [file] = (await window.showOpenDialog({ filters, ...(title === undefined ? {} : { title }) })) ?? [];
  return file;
}

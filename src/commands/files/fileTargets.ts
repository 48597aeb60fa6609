import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { RowText } from '../../views/rowText';
import { besideSource } from '../besideSource';
import type { App } from '../command';
import { type SectionQuestion, sectionTargets, type TargetKind } from '../sectionTargets';

/** A file that a command is about. */
export interface FileTarget {
  readonly source: JobSource;
  readonly file: FileObject;
  /** What its row says. */
  readonly text: RowText;
}

export interface FileQuestion extends Omit<SectionQuestion, 'offered'> {
  /** The word that the row of such a file has: `deleteFile`. */
  readonly offered: string;
}

/** The files that were clicked or selected; else those that the person picks. Empty: they picked none, or none fits. */
export function fileTargets(
  app: App,
  args: readonly unknown[],
  { offered, ...question }: FileQuestion,
): Promise<FileTarget[]> {
  return sectionTargets(app, kindOf(app), args, { ...question, offered: [offered] });
}

/** One of {@link fileTargets}: for commands about one file. */
export async function fileTarget(
  app: App,
  args: readonly unknown[],
  question: FileQuestion,
): Promise<FileTarget | undefined> {
  const [first] = await fileTargets(app, args.slice(0, 1), question);
  return first;
}

function kindOf(app: App): TargetKind<FileTarget> {
  return {
    view: app.files,
    toTarget: (node, text) => {
      const { source } = node;
      const file = node.kind === 'file' ? app.files.section.fileOf(source, node.id) : undefined;
      return file === undefined ? null : { source, file, text };
    },
    toItem: ({ source, file, text: { label, description, icon } }) => ({
      label,
      description,
      iconPath: new ThemeIcon(icon.id),
      detail: besideSource(app, file.id, source),
    }),
    words: {
      fetching: t('Fetching the files'),
      none: t('There is no file for that.'),
      cannot: t('This provider cannot do that with the file.'),
    },
  };
}

import {
  type Command,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { inert, inertLines, isolated, maxLength } from './inertText';

/** A codicon and a theme colour; null: the colour of text. */
export interface RowIcon {
  readonly id: string;
  readonly color: string | null;
}

/** One row of a tree, as texts. */
export interface TreeRow {
  /** Stable: the tree knows the row again by it. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: RowIcon;
  /** Words for `when` clauses. */
  readonly context: string;
  /** For screen readers, where label and description do not say it. */
  readonly accessibilityLabel?: string;
  readonly tooltip?: MarkdownString;
  readonly command?: Command;
  /** Undefined: it has no rows below it. */
  readonly isOpen?: boolean;
}

/** The row as VS Code takes it; whatever is in its texts, they are text. */
export function treeItem({ id, label, description, icon, ...row }: TreeRow): TreeItem {
  const item = new TreeItem(isolated(inert(label, maxLength.name)), stateOf(row.isOpen));
  item.id = id;
  item.contextValue = row.context;
  if (description !== undefined) item.description = isolated(inert(description));
  if (icon !== undefined) item.iconPath = themeIcon(icon);
  if (row.accessibilityLabel !== undefined)
    item.accessibilityInformation = { label: inert(row.accessibilityLabel) };
  if (row.tooltip !== undefined) item.tooltip = row.tooltip;
  if (row.command !== undefined) item.command = row.command;
  return item;
}

function stateOf(isOpen: boolean | undefined): TreeItemCollapsibleState {
  if (isOpen === undefined) return TreeItemCollapsibleState.None;
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function themeIcon({ id, color }: RowIcon): ThemeIcon {
  return color === null ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color));
}

/** A tooltip of lines. Untrusted Markdown without HTML, in which every text is escaped. */
export function textTooltip(lines: readonly string[]): MarkdownString {
  const tooltip = new MarkdownString();
  for (const line of lines)
    tooltip.appendText(isolated(inertLines(line, maxLength.message))).appendMarkdown('  \n');
  return tooltip;
}

/** A picture that was drawn here, of numbers: no text of a server is in it. */
export interface Picture {
  readonly svg: string;
  /** What it says, for who does not see it. */
  readonly alt: string;
}

/** A tooltip that is a small table under a title, and a picture below it. */
export function tableTooltip(
  title: string,
  facts: readonly (readonly [name: string, value: string])[],
  picture: Picture | null = null,
): MarkdownString {
  // Above the values: above the names a long title would push the values to the right.
  const table = addWords(new MarkdownString('| | '), title).appendMarkdown(' |\n|:---|:---|\n');
  for (const [name, value] of facts) {
    const named = table.appendMarkdown('| ').appendText(inert(name)).appendMarkdown(' | '); // in one line
    addWords(named, value).appendMarkdown(' |\n');
  }
  if (picture === null) return table;
  const source = `data:image/svg+xml,${encodeURIComponent(picture.svg)}`;
  return table.appendMarkdown('\n![').appendText(inert(picture.alt)).appendMarkdown(`](${source})`);
}

/** Characters of a word that stand in one line of a cell: an id or a path of any length does not make it wide. */
const maxWord = 40;
const parts = new RegExp(`.{1,${String(maxWord)}}`, 'gsu');
/** A place to break a line that cannot be seen, between what is inert already. */
const breakHere = '\u200b';

/**
 * VS Code escapes Markdown's own signs, but not the one that ends a cell; and it makes spaces that do not break, so
 * they come one by one.
 */
function addWords(table: MarkdownString, text: string): MarkdownString {
  for (const word of isolated(inert(text)).replaceAll('|', '¦').split(' ')) {
    for (const [at, part] of (word.match(parts) ?? []).entries())
      table.appendMarkdown(at === 0 ? '' : breakHere).appendText(part);
    table.appendMarkdown(' ');
  }
  return table;
}

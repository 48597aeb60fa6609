import {
  type Command,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { inert, inertLines, maxLength } from './inertText';

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
  const item = new TreeItem(inert(label, maxLength.name), stateOf(row.isOpen));
  item.id = id;
  item.contextValue = row.context;
  if (description !== undefined) item.description = inert(description);
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
  for (const line of lines) tooltip.appendText(inertLines(line, maxLength.message)).appendMarkdown('  \n');
  return tooltip;
}

/** A tooltip that is a small table under a title. */
export function tableTooltip(
  title: string,
  facts: readonly (readonly [name: string, value: string])[],
): MarkdownString {
  const table = new MarkdownString('| ');
  addCell(table, title).appendMarkdown(' | |\n|:---|:---|\n');
  for (const [name, value] of facts) {
    addCell(table.appendMarkdown('| '), name).appendMarkdown(' | ');
    addCell(table, value).appendMarkdown(' |\n');
  }
  return table;
}

/**
 * One line. VS Code escapes Markdown's own signs, but not the one that ends a cell; and it makes spaces that do not
 * break, so they come one by one.
 */
function addCell(table: MarkdownString, text: string): MarkdownString {
  for (const word of inert(text).replaceAll('|', '¦').split(' ')) table.appendText(word).appendMarkdown(' ');
  return table;
}

import { t } from '@vscode/l10n';
import type { Block } from './blocks';

/** GitHub-flavoured Markdown. What a server said stays text: no markup, no links, no HTML. */
export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return escaped(block.text);
    case 'table':
      return tableText(block.head, block.rows);
    case 'image':
      return `![${escaped(block.alt)}](${block.source})`;
    case 'sketch':
      return sketchText(block);
  }
}

function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell) || ' ').join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/**
 * Everything that Markdown or HTML could take for markup is escaped; line breaks, which would end a heading or a
 * row, become spaces; and what GitHub makes links of by itself (addresses, `@name`, `#12`) is broken up unseen.
 */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()!|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&')
    .replace(/[@#](?=\S)/g, '$&<!-- -->')
    .replace(/^#$/, '\\#')
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/\bwww\./gi, '$&<!-- -->');
}

/** A mermaid chart, which GitHub and GitLab draw: an image cannot be pasted as text. */
function sketchText({ title, from, to, lines }: Extract<Block, { kind: 'sketch' }>): string {
  const plain = (text: string) => text.replace(/[^\p{L}\p{N} ._-]/gu, ' ').slice(0, 80);
  const curves = lines.map(
    ({ values }) => `  line [${values.map((value) => Number(value.toPrecision(4))).join(', ')}]`,
  );
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${plain(title)}"`,
    `  x-axis "${plain(t('step'))}" ${from} --> ${to}`,
    ...curves,
    '```',
    '',
    escaped(t('Lines in order: {0}', lines.map(({ name }) => name).join(', '))),
  ].join('\n');
}

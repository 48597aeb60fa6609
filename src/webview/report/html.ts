import type { Block } from './blocks';

const style = `
body { font: 14px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2em auto; padding: 0 1em; color: #3b3b3b; background: #fff; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid #8886; padding: 2px 8px; text-align: start; vertical-align: top; overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
td { overflow-wrap: anywhere; }
th { background: #f5f5f5; }
img { max-width: 100%; height: auto; }
`;

/** One file that needs nothing else: no script, its image inside. @param language of the texts, BCP 47 */
export function toHtml(title: string, blocks: readonly Block[], language: string): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${blocks.map(blockText).join('\n')}
</body>
</html>
`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'table':
      return `<table>\n<thead>${row('th', block.head)}</thead>\n<tbody>\n${block.rows.map((cells) => row('td', cells)).join('\n')}\n</tbody>\n</table>`;
    case 'image':
      return `<p><img src="${escaped(block.source)}" alt="${escaped(block.alt)}"></p>`;
    case 'sketch':
      return '';
  }
}

function row(tag: 'th' | 'td', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

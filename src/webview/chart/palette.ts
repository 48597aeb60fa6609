/** The theme's colours, as a canvas needs them. */
export interface Palette {
  /** One for each slot. */
  readonly lines: readonly string[];
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly font: string;
}

/**
 * In the order in which they are used; page.css has the same for legends. `charts.orange` is left out: it is
 * translucent in VS Code's own themes, and not there in high contrast.
 */
const lineVariables = [
  ...['--vscode-charts-blue', '--vscode-charts-yellow', '--vscode-charts-green', '--vscode-charts-purple'],
  ...['--vscode-charts-red', '--vscode-charts-foreground'],
];

export const slotCount = lineVariables.length;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (...names: readonly string[]) =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? style.color;
  const foreground = read('--vscode-foreground');
  return {
    lines: lineVariables.map((name) => read(name)),
    foreground,
    muted: read('--vscode-descriptionForeground'),
    // Present but quiet, in high contrast too.
    grid: `color-mix(in srgb, ${foreground} 14%, transparent)`,
    background: read('--vscode-editor-background'),
    font: `11px ${read('--vscode-font-family')}`,
  };
}

/** For reports, which are read elsewhere: the colours of Light Modern on white. */
export const paper: Palette = {
  lines: ['#0063d3', '#bf8803', '#388a34', '#652d90', '#e51400', '#3b3b3b'],
  foreground: '#3b3b3b',
  muted: '#616161',
  grid: '#e5e5e5',
  background: '#ffffff',
  font: '11px system-ui, sans-serif',
};

/** Calls back when the editor's theme has changed: VS Code then rewrites classes and style of the root. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] };
  observer.observe(document.documentElement, options);
  observer.observe(document.body, options);
  return () => observer.disconnect();
}
